using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace MigSim.Experiments.Statistics;

/// <summary>A mean of independent values with its interval by Student's t.</summary>
/// <param name="Count">How many values there are, at least 1.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="HalfWidth">How far the interval reaches to each side; null for one value.</param>
public readonly record struct MeanInterval(int Count, double Mean, double? HalfWidth)
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
        return new MeanInterval(
            array.Length,
            ArrayStatistics.Mean(array),
            array.Length > 1
                ? StudentQuantile(array.Length - 1, (1 + confidence) / 2)
                    * ArrayStatistics.StandardDeviation(array)
                    / Math.Sqrt(array.Length)
                : null
        );
    }

    private static double StudentQuantile(int degreesOfFreedom, double share) =>
        StudentT.InvCDF(0, 1, degreesOfFreedom, share);
}
