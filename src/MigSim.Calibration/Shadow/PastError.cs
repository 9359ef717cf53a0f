namespace MigSim.Calibration.Shadow;

/// <summary>A prediction and what came of it.</summary>
/// <param name="Metric">The metric's name.</param>
/// <param name="Predicted">The prediction.</param>
/// <param name="Measured">The measurement, in the same unit.</param>
public sealed record PastError(string Metric, double Predicted, double Measured);
