using System.Collections.Immutable;
using MathNet.Numerics.Statistics;
using MigSim.Experiments.Reports;

namespace MigSim.Calibration.Shadow;

/// <summary>Predicts the metrics of a run on a lab from simulations of it.</summary>
public static class RunForecast
{
    // What the simulator knows of hosts is not what a lab's tools count.
    private static readonly string[] s_predicted =
    [
        "migration.",
        "failover.",
        "service.",
        "rtt.",
        "probe.lost",
        "probe.longest_gap_ms",
        "http.",
    ];

    /// <summary>Predicts every metric that all replications have.</summary>
    /// <param name="replications">Reports of the same point with different seeds, at least one.</param>
    /// <param name="history">How far earlier predictions were off.</param>
    public static ImmutableArray<MetricPrediction> Of(
        ImmutableArray<RunReport> replications,
        ErrorHistory history
    ) =>
        [
            .. replications[0]
                .Metrics.Keys.Order(StringComparer.Ordinal)
                .Where(metric =>
                    s_predicted.Any(start => metric.StartsWith(start, StringComparison.Ordinal))
                    && replications.All(report => report.Metrics[metric] is not null)
                )
                .Select(metric =>
                    Predict(
                        metric,
                        [.. replications.Select(report => report.Metrics[metric]!.Value)],
                        history
                    )
                ),
        ];

    private static MetricPrediction Predict(string metric, double[] values, ErrorHistory history)
    {
        double mean = ArrayStatistics.Mean(values);
        var (past, isRelative, basis) = history.Of(metric);
        if (ErrorInterval.Of(mean, past, isRelative) is var (low, high))
        {
            return new MetricPrediction(metric, mean, low, high, basis);
        }

        // Nothing was measured yet: the spread of the simulation is the least that is to be expected.
        PastError[] spread = [.. values.Select(value => new PastError(metric, mean, value))];
        return ErrorInterval.Of(mean, spread, isRelative) is var (least, most)
            ? new MetricPrediction(metric, mean, least, most, $"{values.Length} simulations alone")
            : new MetricPrediction(metric, mean, null, null, "nothing");
    }
}
