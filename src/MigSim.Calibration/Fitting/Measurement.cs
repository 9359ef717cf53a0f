namespace MigSim.Calibration.Fitting;

/// <summary>One measured value that a fit uses.</summary>
/// <param name="Run">The number of its run among those of the problem.</param>
/// <param name="Metric">The number of its metric.</param>
/// <param name="Value">What was measured.</param>
/// <param name="Scale">What a residual is divided by: the value itself if relative, otherwise 1.</param>
internal readonly record struct Measurement(int Run, int Metric, double Value, double Scale);
