using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;
using MigSim.Experiments.Statistics;

namespace MigSim.Experiments.Running;

/// <summary>What is said of a metric over independent replications.</summary>
/// <param name="Count">How many values there are, at least 1.</param>
/// <param name="Mean">Their arithmetic mean.</param>
/// <param name="StandardDeviation">Of the sample (n - 1); null for one value.</param>
/// <param name="HalfInterval">
/// Half the width of the 95 % interval of the mean, by Student's t; null for one value.
/// </param>
/// <param name="P05">The 5 % quantile; all quantiles interpolate linearly (type 7 of R).</param>
/// <param name="P25">The lower quartile.</param>
/// <param name="Median">The 50 % quantile.</param>
/// <param name="P75">The upper quartile.</param>
/// <param name="P95">The 95 % quantile.</param>
public sealed record SampleStatistics(
    int Count,
    double Mean,
    double? StandardDeviation,
    double? HalfInterval,
    double P05,
    double P25,
    double Median,
    double P75,
    double P95
)
{
    /// <summary>Gets the 95 % interval of the median; null for fewer than 6 values.</summary>
    public QuantileInterval? MedianInterval { get; init; }

    /// <summary>Gets the 95 % interval of the 95 % quantile; null for fewer than 72 values.</summary>
    public QuantileInterval? P95Interval { get; init; }

    /// <summary>Gets the lower end of the 95 % interval of the mean; null for one value.</summary>
    public double? IntervalLow => Mean - HalfInterval;

    /// <summary>Gets the upper end of the 95 % interval of the mean; null for one value.</summary>
    public double? IntervalHigh => Mean + HalfInterval;

    /// <summary>Describes a sample; null for an empty one.</summary>
    public static SampleStatistics? Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        if (sorted.Length == 0)
        {
            return null;
        }

        double? deviation = sorted.Length > 1 ? ArrayStatistics.StandardDeviation(sorted) : null;
        return new SampleStatistics(
            sorted.Length,
            ArrayStatistics.Mean(sorted),
            deviation,
            deviation * StudentQuantile(sorted.Length) / Math.Sqrt(sorted.Length),
            Quantile(sorted, 0.05),
            Quantile(sorted, 0.25),
            Quantile(sorted, 0.5),
            Quantile(sorted, 0.75),
            Quantile(sorted, 0.95)
        )
        {
            MedianInterval = QuantileInterval.Of(sorted, 0.5),
            P95Interval = QuantileInterval.Of(sorted, 0.95),
        };
    }

    private static double StudentQuantile(int count) =>
        count > 1 ? StudentT.InvCDF(0, 1, count - 1, 0.975) : 0;

    /// <summary>Gets a quantile of sorted values, interpolated linearly (type 7 of R).</summary>
    internal static double Quantile(double[] sorted, double share) =>
        SortedArrayStatistics.QuantileCustom(sorted, share, QuantileDefinition.R7);
}
