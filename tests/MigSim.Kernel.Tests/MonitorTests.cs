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
}
