using System.Collections.Immutable;
using MigSim.Models.Prediction;

namespace MigSim.Calibration.Suites;

/// <summary>One measured migration, or the medians of several.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Role">What it may be used for.</param>
/// <param name="Group">What it is reported with.</param>
/// <param name="Cell">The runs that have the same inputs have the same cell.</param>
/// <param name="Row">Its inputs, as a row of the file of cases.</param>
/// <param name="Verdict">How it ended.</param>
/// <param name="Measured">What was measured; null where it was not.</param>
/// <param name="Spread">The standard deviation of each from run to run; null if unknown.</param>
public sealed record SuiteCase(
    string Name,
    CaseRole Role,
    string Group,
    string Cell,
    string Row,
    MigrationVerdict Verdict,
    ImmutableArray<double?> Measured,
    ImmutableArray<double?> Spread
);
