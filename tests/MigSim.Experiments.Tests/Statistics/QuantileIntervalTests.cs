using MathNet.Numerics.Random;
using MigSim.Experiments.Running;
using MigSim.Experiments.Statistics;

namespace MigSim.Experiments.Tests.Statistics;

public sealed class QuantileIntervalTests
{
    // The ranks are those of the tables, as in Conover's: 6 values from the first to the last, 10 from the 2nd to the 9th.
    [Theory]
    [InlineData(6, 0.5, 1, 6)]
    [InlineData(10, 0.5, 2, 9)]
    [InlineData(20, 0.5, 6, 15)]
    [InlineData(100, 0.5, 40, 61)]
    public void Of_Counts_AreRanks(int count, double share, double low, double high) =>
        Assert.Equal(
            new QuantileInterval(low, high),
            QuantileInterval.Of([.. Enumerable.Range(1, count).Select(i => (double)i)], share)
        );

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(5, 0.5)]
    [InlineData(71, 0.95)]
    public void Of_TooFewValues_IsNone(int count, double share) =>
        Assert.Null(QuantileInterval.Of(new double[count], share));

    [Fact]
    public void Of_JustEnoughValues_ForTheNinetyFifthPercentile() =>
        Assert.NotNull(QuantileInterval.Of(new double[72], 0.95));

    [Theory]
    [InlineData(7, 0.5)]
    [InlineData(40, 0.5)]
    [InlineData(200, 0.95)]
    public void Of_ManySkewedSamples_HoldsTheTruthAtLeastAsOftenAsItSays(int count, double share)
    {
        const int Trials = 4000;
        var random = new MersenneTwister(2);
        double truth = -Math.Log(1 - share);
        int held = 0;
        for (int i = 0; i < Trials; i++)
        {
            double[] sample = random.NextDoubles(count);
            double[] sorted = [.. sample.Select(u => -Math.Log(1 - u)).Order()];
            QuantileInterval interval = QuantileInterval.Of(sorted, share)!.Value;
            held += interval.Low <= truth && truth <= interval.High ? 1 : 0;
        }

        Assert.InRange((double)held / Trials, 0.945, 0.99);
    }

    [Fact]
    public void SampleStatistics_ManyValues_QuantilesAreInTheirIntervals()
    {
        SampleStatistics found = SampleStatistics.Of(new MersenneTwister(3).NextDoubles(10_000))!;

        Assert.InRange(
            found.Median,
            found.MedianInterval!.Value.Low,
            found.MedianInterval.Value.High
        );
        Assert.InRange(found.P95, found.P95Interval!.Value.Low, found.P95Interval.Value.High);
        Assert.InRange(
            found.MedianInterval.Value.High - found.MedianInterval.Value.Low,
            0.01,
            0.03
        );
    }
}
