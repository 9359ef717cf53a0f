using MigSim.Experiments.Comparing;

namespace MigSim.Experiments.Statistics;

/// <summary>A metric at two points, run by run of the same seed.</summary>
/// <param name="Metric">The metric at both points, the baseline on the left.</param>
/// <param name="Pairs">How many seeds have a value at both.</param>
/// <param name="PairingGain">
/// How many times as many runs it would take to know the difference as well without common random numbers: the variance of the
/// difference of independent runs over that of the pairs. Below 1 where pairing does harm; null where nothing varies, or there are no pairs.
/// </param>
public sealed record PairedMetric(MetricComparison Metric, int Pairs, double? PairingGain);
