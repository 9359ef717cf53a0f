using MathNet.Numerics.Random;
using MigSim.Experiments.Comparing;

namespace MigSim.Experiments.Tests.Comparing;

public sealed class KolmogorovSmirnovTests
{
    [Fact]
    public void Of_SmallSamples_DistanceAsByHand()
    {
        // After 3: three quarters of the left, a quarter of the right.
        KolmogorovSmirnov found = KolmogorovSmirnov.Of([1, 2, 3, 6], [3, 5, 7, 8])!.Value;

        Assert.Equal(0.5, found.Distance, 12);
    }

    [Theory]
    [InlineData(1.2238, 0.10)]
    [InlineData(1.3581, 0.05)]
    [InlineData(1.6276, 0.01)]
    public void Of_LargeSamplesAtATabledValue_HasTheTabledChance(double tabled, double chance)
    {
        // Two samples of n whose distributions are apart by a shift: the distance is shift / n.
        const int N = 1_000_000;
        int shift = (int)Math.Round(tabled * Math.Sqrt(2.0 * N));
        IEnumerable<double> left = Enumerable.Range(0, N).Select(i => (double)i);
        IEnumerable<double> right = Enumerable.Range(shift, N).Select(i => (double)i);

        Assert.Equal(chance, KolmogorovSmirnov.Of(left, right)!.Value.Chance, 0.001);
    }

    [Fact]
    public void Of_OneDistribution_IsRejectedAsOftenAsItSays()
    {
        var random = new Mrg32k3a(3);
        int rejected = Enumerable
            .Range(0, 2000)
            .Count(_ =>
                KolmogorovSmirnov.Of(random.NextDoubles(40), random.NextDoubles(60))!.Value.Chance
                < 0.05
            );

        Assert.InRange(rejected / 2000.0, 0.03, 0.06);
    }

    [Fact]
    public void Of_TheSameValues_AreNotApart() =>
        Assert.Equal(new KolmogorovSmirnov(0, 1), KolmogorovSmirnov.Of([1, 1, 2], [2, 1, 1]));

    [Fact]
    public void Of_NoValues_IsNull() => Assert.Null(KolmogorovSmirnov.Of([], [1]));
}
