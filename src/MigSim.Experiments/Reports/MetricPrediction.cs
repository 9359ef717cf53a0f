namespace MigSim.Experiments.Reports;

/// <summary>What was predicted of a metric before the run was made.</summary>
/// <param name="Metric">The metric's name.</param>
/// <param name="Value">The prediction: the mean of simulated replications.</param>
/// <param name="Low">The lower end of the 95 % interval for this one run; null if nothing tells.</param>
/// <param name="High">The upper end.</param>
/// <param name="Basis">What the interval was made from.</param>
public sealed record MetricPrediction(
    string Metric,
    double Value,
    double? Low,
    double? High,
    string Basis
)
{
    /// <summary>Tells whether a measured value is in the interval; null if there is none.</summary>
    public bool? Covers(double? measured) =>
        measured is { } value && Low is { } low && High is { } high
            ? value >= low && value <= high
            : null;
}
