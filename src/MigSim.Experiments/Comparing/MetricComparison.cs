using MigSim.Experiments.Running;

namespace MigSim.Experiments.Comparing;

/// <summary>A metric on both sides.</summary>
/// <param name="Metric">Its name.</param>
/// <param name="Left">The values of one side; null if no run of it could observe the metric.</param>
/// <param name="Right">The values of the other side; null if no run of it could observe the metric.</param>
/// <param name="Means">The two means.</param>
public sealed record MetricComparison(
    string Metric,
    SampleStatistics? Left,
    SampleStatistics? Right,
    MeanComparison Means
);
