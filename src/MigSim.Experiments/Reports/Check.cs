namespace MigSim.Experiments.Reports;

/// <summary>A published value beside the one found.</summary>
/// <param name="Metric">The metric's name.</param>
/// <param name="Expected">The published value.</param>
/// <param name="Within">The tolerance, or null if the value is only reported.</param>
/// <param name="Found">The value found, or null if the testbed could not observe it.</param>
/// <param name="Holds">Whether it is within the tolerance; null where there is none.</param>
/// <param name="Source">Who published it.</param>
public sealed record Check(
    string Metric,
    double Expected,
    double? Within,
    double? Found,
    bool? Holds,
    string Source
);
