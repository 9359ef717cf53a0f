namespace MigSim.Calibration.Fitting;

/// <summary>How far a model is off in one metric, in shares of what was measured.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Count">How many values there are.</param>
/// <param name="Mean">The mean absolute error.</param>
/// <param name="Median">The median one.</param>
/// <param name="Max">The greatest one.</param>
/// <param name="LeaveOneOut">The mean when each cell is left out of the fit; null if that was not tried.</param>
/// <param name="Folds">The mean when each of several parts of the cells is left out; null likewise.</param>
public sealed record MetricError(
    string Metric,
    int Count,
    double Mean,
    double Median,
    double Max,
    double? LeaveOneOut,
    double? Folds
);
