using MathNet.Numerics.Distributions;
using MathNet.Numerics.Random;
using MigSim.Experiments.Comparing;

namespace MigSim.Experiments.Tests.Comparing;

public sealed class MeanComparisonTests
{
    private const double Tolerance = 0.05;

    [Theory]
    [InlineData(false, 3, 7)]
    [InlineData(false, 20, 20)]
    [InlineData(true, 6, 6)]
    public void Intervals_ManyDraws_CoverTheTruthAsOftenAsTheySay(
        bool isPaired,
        int leftCount,
        int rightCount
    )
    {
        const int Draws = 4000;
        int difference = 0;
        int ratio = 0;
        foreach (MeanComparison found in Draw(Draws, isPaired, leftCount, rightCount, 1.2, 0.1))
        {
            difference +=
                Math.Abs(found.Difference!.Value - 2) <= found.DifferenceHalfInterval ? 1 : 0;
            ratio += found.RatioLow <= 1.2 && found.RatioHigh >= 1.2 ? 1 : 0;
        }

        Assert.InRange((double)difference / Draws, 0.935, 0.965);
        Assert.InRange((double)ratio / Draws, 0.935, 0.965);
    }

    [Theory]
    [InlineData(1.05)]
    [InlineData(0.95)]
    public void Verdict_TruthAtTheTolerance_IsWithinInOneOfTwentyAndHardlyEverBeyond(double ratio)
    {
        const int Draws = 4000;
        Equivalence[] verdicts =
        [
            .. Draw(Draws, false, 10, 10, ratio, 0.01).Select(found => found.Verdict),
        ];

        Assert.InRange((double)verdicts.Count(v => v == Equivalence.Within) / Draws, 0.038, 0.062);
        Assert.InRange((double)verdicts.Count(v => v == Equivalence.Beyond) / Draws, 0.017, 0.033);
    }

    [Theory]
    [InlineData(1.0, 0.01, Equivalence.Within)]
    [InlineData(1.2, 0.01, Equivalence.Beyond)]
    [InlineData(0.8, 0.01, Equivalence.Beyond)]
    [InlineData(1.0, 0.30, Equivalence.Undecided)]
    public void Verdict_ClearCases_IsNeverNoDifferenceFound(
        double ratio,
        double spread,
        Equivalence expected
    ) =>
        Assert.All(
            Draw(50, false, 5, 5, ratio, spread),
            found => Assert.Equal(expected, found.Verdict)
        );

    [Fact]
    public void Of_WelchsCase_AsByHand()
    {
        // 1 2 3 against 4 6 8 10: variances 1 and 20/3, squared error 1/3 + 5/3 = 2,
        // degrees of freedom 4 / (1/18 + 25/27) = 4.0755, t = 2.757.
        MeanComparison found = MeanComparison.Of([1, 2, 3], [4, 6, 8, 10], false, Tolerance);

        Assert.Equal(5, found.Difference);
        Assert.Equal(2.757 * Math.Sqrt(2), found.DifferenceHalfInterval!.Value, 0.005);
        Assert.Equal(3.5, found.Ratio);
    }

    [Fact]
    public void Of_PairsThatShareTheirSpread_KnowMoreThanTheirMeans()
    {
        double[] left = [10, 20, 30, 40];
        double[] right = [10.1, 20.4, 30.2, 40.6];

        Assert.Equal(Equivalence.Within, MeanComparison.Of(left, right, true, Tolerance).Verdict);
        Assert.Equal(
            Equivalence.Undecided,
            MeanComparison.Of(left, right, false, Tolerance).Verdict
        );
    }

    [Fact]
    public void Of_OneRunOnASide_IsUndecidedWithoutIntervals()
    {
        MeanComparison found = MeanComparison.Of([1], [1, 1, 1], false, Tolerance);

        Assert.Equal(Equivalence.Undecided, found.Verdict);
        Assert.Null(found.DifferenceHalfInterval);
        Assert.Null(found.RatioLow);
        Assert.Equal(1, found.Ratio);
    }

    [Fact]
    public void Of_NoValueOnASide_IsNotComparable() =>
        Assert.Equal(
            new MeanComparison(null, null, null, null, null, false, Equivalence.NotComparable),
            MeanComparison.Of([1, 2], [], false, Tolerance)
        );

    [Theory]
    [InlineData(0, 0, Equivalence.Within)]
    [InlineData(0, 1, Equivalence.Beyond)]
    [InlineData(3, 3, Equivalence.Within)]
    [InlineData(3, 4, Equivalence.Beyond)]
    public void Of_ValuesWithoutSpread_AreJudgedAsTheyAre(
        double left,
        double right,
        Equivalence expected
    ) =>
        Assert.Equal(
            expected,
            MeanComparison.Of([left, left], [right, right], false, Tolerance).Verdict
        );

    [Fact]
    public void Of_LeftMeanThatMayBeZero_TheRatioHasNoInterval() =>
        Assert.Null(MeanComparison.Of([0, 0, 9], [4, 5, 6], false, Tolerance).RatioHigh);

    // Left values around 10, right ones around 10 times the ratio.
    private static IEnumerable<MeanComparison> Draw(
        int draws,
        bool isPaired,
        int leftCount,
        int rightCount,
        double ratio,
        double spread
    )
    {
        var random = new Mrg32k3a(7);
        for (int i = 0; i < draws; i++)
        {
            double[] left = new double[leftCount];
            double[] right = new double[rightCount];
            Normal.Samples(random, left, 10, 10 * spread);
            Normal.Samples(random, right, 10 * ratio, 10 * spread);
            yield return MeanComparison.Of(left, right, isPaired, Tolerance);
        }
    }
}
