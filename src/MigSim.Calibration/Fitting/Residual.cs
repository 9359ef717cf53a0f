namespace MigSim.Calibration.Fitting;

/// <summary>One measured value beside the fitted one.</summary>
/// <param name="Run">The run.</param>
/// <param name="Metric">The metric.</param>
/// <param name="Measured">What was measured.</param>
/// <param name="Predicted">What the model says; null if it does not end.</param>
/// <param name="Deviations">The difference, in standard deviations of the metric.</param>
/// <param name="IsOutlier">Whether it is far from the others by their median.</param>
public sealed record Residual(
    string Run,
    string Metric,
    double Measured,
    double? Predicted,
    double Deviations,
    bool IsOutlier
);
