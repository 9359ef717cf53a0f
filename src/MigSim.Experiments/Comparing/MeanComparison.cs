namespace MigSim.Experiments.Comparing;

/// <summary>Two means beside each other; the second is compared with the first.</summary>
/// <param name="Difference">Right minus left; null where a side has no value.</param>
/// <param name="DifferenceHalfInterval">How far its 95 % interval reaches to each side; null without replications.</param>
/// <param name="Ratio">Right over left; null where a side has no value or the left one is 0.</param>
/// <param name="RatioLow">The lower end of its 95 % interval; null where there is none.</param>
/// <param name="RatioHigh">The upper end of its 95 % interval; null where there is none.</param>
/// <param name="IsPaired">Whether the values were compared pair by pair.</param>
/// <param name="Verdict">Whether they are within the tolerance.</param>
public sealed record MeanComparison(
    double? Difference,
    double? DifferenceHalfInterval,
    double? Ratio,
    double? RatioLow,
    double? RatioHigh,
    bool IsPaired,
    Equivalence Verdict
)
{
    /// <summary>Compares values that are not negative.</summary>
    /// <param name="left">The values of one side.</param>
    /// <param name="right">Those of the other; in the same order if they are paired.</param>
    /// <param name="isPaired">Whether they belong together one by one.</param>
    /// <param name="tolerance">The tolerance, as a share of the left mean.</param>
    public static MeanComparison Of(double[] left, double[] right, bool isPaired, double tolerance)
    {
        if (left.Length == 0 || right.Length == 0)
        {
            return new(null, null, null, null, null, false, Equivalence.NotComparable);
        }

        double leftMean = left.Average();
        double rightMean = right.Average();
        TwoSamples? samples = isPaired
            ? TwoSamples.Paired(left, right)
            : TwoSamples.Independent(left, right);
        (double Low, double High)? ratio = samples?.RatioInterval();
        return new MeanComparison(
            rightMean - leftMean,
            samples?.At(1).HalfInterval,
            leftMean == 0 ? null : rightMean / leftMean,
            ratio?.Low,
            ratio?.High,
            samples is not null && isPaired,
            samples is null ? Equivalence.Undecided : EquivalenceTest.Judge(samples, tolerance)
        );
    }
}
