using MathNet.Numerics.Statistics;

namespace MigSim.Experiments.Comparing;

/// <summary>
/// Values of a metric on two sides, at least two on each, as a source of
/// <c>mean(right) - factor · mean(left)</c>.
/// </summary>
/// <remarks>
/// One expression serves all questions: a factor of 1 gives the difference of the means, and a factor of
/// 1 - t or 1 + t a test of "within t of each other" that does not take the left mean for known
/// (Hauschke, Kieser, Diletti and Burke, Statistics in Medicine 18, 1999).
/// </remarks>
internal sealed class TwoSamples
{
    private readonly double[] _left;
    private readonly double[] _right;

    private TwoSamples(double[] left, double[] right, bool isPaired)
    {
        _left = left;
        _right = right;
        IsPaired = isPaired;
    }

    /// <summary>Gets whether the values of both sides belong together one by one.</summary>
    public bool IsPaired { get; }

    /// <summary>Gets the mean of the left values.</summary>
    public double LeftMean => ArrayStatistics.Mean(_left);

    /// <summary>Gets the mean of the right values.</summary>
    public double RightMean => ArrayStatistics.Mean(_right);

    /// <summary>Takes values that have nothing to do with each other; null if a side has only one.</summary>
    public static TwoSamples? Independent(double[] left, double[] right) =>
        left.Length > 1 && right.Length > 1 ? new TwoSamples(left, right, isPaired: false) : null;

    /// <summary>Takes values that belong together one by one; null if there is only one pair.</summary>
    public static TwoSamples? Paired(double[] left, double[] right) =>
        left.Length > 1 ? new TwoSamples(left, right, isPaired: true) : null;

    /// <summary>Estimates <c>mean(right) - factor · mean(left)</c>; Welch's test if they are not paired.</summary>
    public Contrast At(double factor)
    {
        if (IsPaired)
        {
            double[] differences = [.. _right.Zip(_left, (r, l) => r - (factor * l))];
            return new Contrast(
                ArrayStatistics.Mean(differences),
                Math.Sqrt(ArrayStatistics.Variance(differences) / differences.Length),
                differences.Length - 1
            );
        }

        double left = factor * factor * ArrayStatistics.Variance(_left) / _left.Length;
        double right = ArrayStatistics.Variance(_right) / _right.Length;
        double denominator =
            (left * left / (_left.Length - 1)) + (right * right / (_right.Length - 1));
        return new Contrast(
            RightMean - (factor * LeftMean),
            Math.Sqrt(left + right),
            denominator > 0
                ? (left + right) * (left + right) / denominator
                : _left.Length + _right.Length - 2
        );
    }

    /// <summary>
    /// Gets the 95 % interval of the ratio of the means by Fieller's theorem; null where it has no ends,
    /// because the left mean may be 0.
    /// </summary>
    public (double Low, double High)? RatioInterval()
    {
        double left = LeftMean;
        double right = RightMean;
        if (left == 0)
        {
            return null;
        }

        double t = At(right / left).Quantile(0.975);
        double leftVariance = t * t * ArrayStatistics.Variance(_left) / _left.Length;
        double rightVariance = t * t * ArrayStatistics.Variance(_right) / _right.Length;
        double covariance = IsPaired
            ? t * t * ArrayStatistics.Covariance(_left, _right) / _left.Length
            : 0;
        double a = (left * left) - leftVariance;
        double b = (left * right) - covariance;
        double c = (right * right) - rightVariance;
        double root = Math.Sqrt(Math.Max(0, (b * b) - (a * c)));
        return a > 0 ? ((b - root) / a, (b + root) / a) : null;
    }
}
