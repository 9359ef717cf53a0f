namespace MigSim.Kernel.Tests;

public class MonitorTests
{
    [Fact]
    public void TimeWeighted_Changes_AreWeighedByHowLongTheyHeld()
    {
        var monitor = new TimeWeightedMonitor(Loops.At(1), 2);
        monitor.Set(Loops.At(2), 10);
        monitor.Set(Loops.At(2), 8);
        monitor.Set(Loops.At(4), 0);

        Assert.Equal((2 + 16) / 4.0, monitor.Mean(Loops.At(5)));
        Assert.Equal((2 + 16) / 3.0, monitor.Mean(Loops.At(4)));
        Assert.Equal(10, monitor.Max);
        Assert.Equal(0, monitor.Current);
    }

    [Fact]
    public void TimeWeighted_EmptyInterval_IsTheCurrentValue() =>
        Assert.Equal(3, new TimeWeightedMonitor(Loops.At(1), 3).Mean(Loops.At(1)));

    [Fact]
    public void TimeWeighted_Reset_ForgetsTheWarmUp()
    {
        var monitor = new TimeWeightedMonitor(SimTime.Zero, 100);
        monitor.Set(Loops.At(1), 4);
        monitor.Reset(Loops.At(2));
        monitor.Set(Loops.At(3), 6);

        Assert.Equal(Loops.At(2), monitor.Start);
        Assert.Equal(5, monitor.Mean(Loops.At(4)));
        Assert.Equal(6, monitor.Max);
    }

    [Fact]
    public void TimeWeighted_BackInTime_Throws()
    {
        var monitor = new TimeWeightedMonitor(SimTime.Zero, 0);
        monitor.Set(Loops.At(2), 1);

        Assert.Throws<ArgumentOutOfRangeException>(() => monitor.Set(Loops.At(1), 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => monitor.Mean(Loops.At(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => monitor.Reset(Loops.At(1)));
    }

    [Fact]
    public void Sample_KnownNumbers_KnownStatistics()
    {
        var monitor = new SampleMonitor();
        foreach (var value in new double[] { 2, 4, 4, 4, 5, 5, 7, 9 })
        {
            monitor.Add(value);
        }

        Assert.Equal(8, monitor.Count);
        Assert.Equal(5, monitor.Mean);
        Assert.Equal(32 / 7.0, monitor.Variance, 1e-12);
        Assert.Equal(2, monitor.Min);
        Assert.Equal(9, monitor.Max);
    }

    [Fact]
    public void Sample_SmallSpreadOfLargeNumbers_DoesNotCancel()
    {
        var monitor = new SampleMonitor();
        foreach (var value in new double[] { 4, 7, 13, 16 })
        {
            monitor.Add(1e9 + value);
        }

        Assert.Equal(30, monitor.Variance, 1e-6);
    }

    [Fact]
    public void Sample_TooFew_AreNotANumber()
    {
        var monitor = new SampleMonitor();
        Assert.Equal(double.NaN, monitor.Mean);
        Assert.Equal(double.NaN, monitor.Min);
        monitor.Add(-3);
        Assert.Equal(double.NaN, monitor.Variance);
        Assert.Equal((-3, -3, -3), (monitor.Mean, monitor.Min, monitor.Max));

        monitor.Reset();

        Assert.Equal(0, monitor.Count);
        Assert.Equal(double.NaN, monitor.Max);
        Assert.Throws<ArgumentOutOfRangeException>(() => monitor.Add(double.NaN));
    }
}
