namespace MigSim.Experiments.Comparing;

/// <summary>
/// Two one-sided tests (Schuirmann, Journal of Pharmacokinetics and Biopharmaceutics 15, 1987): two means
/// count as equal only if both "much less" and "much more" are refuted, at 5 % each. They count as further
/// apart if one of the two is shown, at 2.5 % each: the 95 % interval of the ratio then lies outside.
/// </summary>
internal static class EquivalenceTest
{
    private const double ErrorMax = 0.05;

    /// <summary>Judges whether the right mean is within a share of the left one.</summary>
    /// <param name="samples">The values of both sides; none of them is negative.</param>
    /// <param name="tolerance">The share, above 0.</param>
    public static Equivalence Judge(TwoSamples samples, double tolerance)
    {
        if (samples.LeftMean == 0 && samples.RightMean == 0)
        {
            return Equivalence.Within;
        }

        double low = samples.At(1 - tolerance).ChanceOfAsHigh;
        double high = samples.At(1 + tolerance).ChanceOfAsHigh;
        return low < ErrorMax && 1 - high < ErrorMax ? Equivalence.Within
            : 1 - low < ErrorMax / 2 || high < ErrorMax / 2 ? Equivalence.Beyond
            : Equivalence.Undecided;
    }
}
