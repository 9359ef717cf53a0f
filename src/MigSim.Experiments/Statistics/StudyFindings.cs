using System.Collections.Immutable;
using MigSim.Experiments.Scenarios;

namespace MigSim.Experiments.Statistics;

/// <summary>The answers to what a study's design asks.</summary>
public sealed record StudyFindings
{
    /// <summary>Gets the findings of a study that asks nothing.</summary>
    public static StudyFindings None { get; } = new();

    /// <summary>Gets the points that were set against each other.</summary>
    public ImmutableArray<PairedPoints> Comparisons { get; init; } = [];

    /// <summary>Gets which axes matter.</summary>
    public ImmutableArray<Sensitivity> Sensitivities { get; init; } = [];

    /// <summary>Gets the edges that were looked for.</summary>
    public ImmutableArray<EdgeFinding> Edges { get; init; } = [];

    /// <summary>Gets whether there is nothing in it.</summary>
    public bool IsEmpty => Comparisons.IsEmpty && Sensitivities.IsEmpty && Edges.IsEmpty;

    /// <summary>Finds what can be found in the runs; edges are found while they are made (<see cref="EdgeBisection"/>).</summary>
    /// <param name="study">The study with its design.</param>
    /// <param name="values">The metrics of all runs.</param>
    public static StudyFindings Of(Study study, RunValues values) =>
        new()
        {
            Comparisons = [.. new PairedComparisons(study, values).Findings()],
            Sensitivities = study.Design.Sensitivity is { } plan
                ? [.. new SensitivityAnalysis(study, plan, values).Findings()]
                : [],
        };
}
