namespace MigSim.Experiments.Scenarios;

/// <summary>A published value of a metric.</summary>
/// <param name="Metric">The metric's name.</param>
/// <param name="Value">The value, in the unit that the metric's name says.</param>
/// <param name="Within">
/// How far off the found value may be, or <see langword="null"/> if it is only printed beside it.
/// </param>
/// <param name="Source">Who published it.</param>
public sealed record Expectation(string Metric, double Value, double? Within, string Source);
