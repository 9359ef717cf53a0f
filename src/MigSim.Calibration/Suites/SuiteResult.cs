using System.Collections.Immutable;
using MigSim.Models.Prediction;

namespace MigSim.Calibration.Suites;

/// <summary>How well a suite's profile predicts its cases.</summary>
public sealed record SuiteResult
{
    /// <summary>Gets the suite.</summary>
    public required ValidationSuite Suite { get; init; }

    /// <summary>Gets what was predicted, case by case.</summary>
    public required ImmutableArray<MigrationOutcome> Outcomes { get; init; }

    /// <summary>Gets the accuracy, role by role and group by group.</summary>
    public required ImmutableArray<AccuracyRow> Accuracy { get; init; }

    /// <summary>
    /// Gets the mean absolute errors of the total time of simpler predictors, as shares, with the cases
    /// of which they say wrongly whether they end.
    /// </summary>
    public required ImmutableArray<(
        string Name,
        string Group,
        double? Mean,
        int Wrong
    )> Baselines { get; init; }

    /// <summary>Gets the constants that the cases with the role of a fit give now.</summary>
    public required ImmutableSortedDictionary<string, double> Refitted { get; init; }

    /// <summary>Gets the number of cases with a wrong verdict.</summary>
    public required int WrongVerdicts { get; init; }

    /// <summary>Gets whether all errors are as small as aimed at, and all verdicts right.</summary>
    public bool Holds => WrongVerdicts == 0 && Accuracy.All(row => row.Holds);
}
