namespace MigSim.Kernel.Tests;

public class SimTimeTests
{
    [Fact]
    public void Arithmetic_WithDurations_KeepsNanoseconds()
    {
        var time = new SimTime(1_000_000_123);

        Assert.Equal(new SimTime(1_500_000_123), time + TimeSpan.FromSeconds(0.5));
        Assert.Equal(new SimTime(500_000_123), time - TimeSpan.FromSeconds(0.5));
        Assert.Equal(new SimTime(1_000_000_124), time.Plus(1));
        Assert.Equal(TimeSpan.FromTicks(1), time - new SimTime(1_000_000_000));
        Assert.Equal(TimeSpan.FromTicks(10_000_001), time.SinceStart);
        Assert.Equal(1.000000123, time.Seconds, 1e-12);
        Assert.Equal("1.000000123 s", time.ToString());
        Assert.Equal(time, SimTime.FromTimeSpan(TimeSpan.FromSeconds(1)).Plus(123));
    }

    [Fact]
    public void Comparison_AllOperators_FollowTheNanoseconds()
    {
        var early = new SimTime(1);
        var late = new SimTime(2);

        Assert.True(early < late && early <= late && late > early && late >= early);
        Assert.False(late < early || late <= early || early > late || early >= late);
        Assert.True(early.CompareTo(late) < 0);
        Assert.Equal(SimTime.Zero, default);
    }

    [Fact]
    public void Arithmetic_Beyond292Years_Throws()
    {
        Assert.Throws<OverflowException>(() => SimTime.FromTimeSpan(TimeSpan.MaxValue));
        Assert.Throws<OverflowException>(() => new SimTime(long.MaxValue).Plus(1));
        Assert.Throws<OverflowException>(() => SimTime.Zero + TimeSpan.MaxValue);
    }
}
