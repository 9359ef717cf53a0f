namespace MigSim.Calibration.Fitting;

/// <summary>A metric that a fit uses.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsRelative">
/// Whether it scatters in proportion to its value; otherwise by the same amount everywhere.
/// </param>
/// <param name="Spread">
/// The standard deviation from run to run, as a share or in the metric's unit; null if the runs of the same cell tell it.
/// </param>
public sealed record FitMetric(string Name, bool IsRelative, double? Spread);
