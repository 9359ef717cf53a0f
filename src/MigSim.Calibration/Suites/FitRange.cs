namespace MigSim.Calibration.Suites;

/// <summary>A constant that is fitted, and where it is looked for.</summary>
/// <param name="Path">Its dotted path in the profile.</param>
/// <param name="From">The least value, in the unit in which it is read.</param>
/// <param name="To">The greatest one.</param>
public sealed record FitRange(string Path, double From, double To);
