using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace MigSim.Experiments.Statistics;

/// <summary>A mean of independent values with its interval by Student's t.</summary>
/// <param name="Count">How many values there are, at least 1.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="StandardError">The standard error of the mean; null for one value.</param>
/// <param name="HalfWidth">How far the interval reaches to each side; null for one value.</param>
public readonly record struct MeanInterval(
    int Count,
    double Mean,
    double? StandardError,
    double? HalfWidth
)
{
    /// <summary>Gets the lower end; null for one value.</summary>
    public double? Low => Mean - HalfWidth;

    /// <summary>Gets the upper end; null for one value.</summary>
    public double? High => Mean + HalfWidth;

    /// <summary>Describes values; null if there are none.</summary>
    /// <param name="values">The values.</param>
    /// <param name="confidence">How often intervals made like this one hold the true mean; above 0, below 1.</param>
    public static MeanInterval? Of(IReadOnlyList<double> values, double confidence)
    {
        if (values.Count == 0)
        {
            return null;
        }

        double[] array = [.. values];
        double mean = ArrayStatistics.Mean(array);
        if (array.Length == 1)
        {
            return new MeanInterval(1, mean, null, null);
        }

        double error = ArrayStatistics.StandardDeviation(array) / Math.Sqrt(array.Length);
        double quantile = StudentT.InvCDF(0, 1, array.Length - 1, (1 + confidence) / 2);
        return new MeanInterval(array.Length, mean, error, quantile * error);
    }
}
