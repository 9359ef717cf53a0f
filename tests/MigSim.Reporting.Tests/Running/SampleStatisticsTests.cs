using MigSim.Experiments.Running;

namespace MigSim.Reporting.Tests.Running;

public sealed class SampleStatisticsTests
{
    [Fact]
    public void Of_FiveValues_IntervalOfStudentsTable()
    {
        SampleStatistics statistics = SampleStatistics.Of([5, 1, 4, 2, 3])!;

        Assert.Equal(3, statistics.Mean);
        Assert.Equal(Math.Sqrt(2.5), statistics.StandardDeviation!.Value, 12);
        // t(0.975, 4) = 2.776 in every table.
        Assert.Equal(2.776445 * Math.Sqrt(2.5) / Math.Sqrt(5), statistics.HalfInterval!.Value, 5);
        Assert.Equal(statistics.Mean - statistics.HalfInterval, statistics.IntervalLow);
    }

    [Fact]
    public void Of_FiveValues_QuantilesInterpolateAsInR()
    {
        SampleStatistics statistics = SampleStatistics.Of([1, 2, 3, 4, 5])!;

        Assert.Equal([1.2, 2, 3, 4, 4.8], Rounded(statistics));
    }

    [Fact]
    public void Of_TwoValues_IntervalIsWide() =>
        Assert.Equal(12.7062, SampleStatistics.Of([-1, 1])!.HalfInterval!.Value, 3);

    [Fact]
    public void Of_OneValue_NoInterval()
    {
        SampleStatistics statistics = SampleStatistics.Of([7])!;

        Assert.Equal(7, statistics.Median);
        Assert.Null(statistics.StandardDeviation);
        Assert.Null(statistics.HalfInterval);
        Assert.Null(statistics.IntervalLow);
    }

    [Fact]
    public void Of_NoValue_Nothing() => Assert.Null(SampleStatistics.Of([]));

    private static double[] Rounded(SampleStatistics s) =>
        [.. new[] { s.P05, s.P25, s.Median, s.P75, s.P95 }.Select(value => Math.Round(value, 9))];
}
