namespace MigSim.Kernel.Tests;

public class SubMillisecondDelayTests
{
    [Theory]
    [InlineData(9_000)]
    [InlineData(19_000)]
    [InlineData(1)]
    [InlineData(123_456_789)]
    public void DelayAsync_AnyTicks_LastsThemExactly(long ticks)
    {
        var loop = Loops.Create();

        loop.Run(async () =>
        {
            await loop.DelayAsync(TimeSpan.FromTicks(ticks), EventOrder.Agent, default);
            Assert.Equal(ticks * 100, loop.Now.Nanoseconds);
        });
    }

    [Fact]
    public void DelayUntilAsync_OneNanosecond_LastsIt()
    {
        var loop = Loops.Create();

        loop.Run(async () =>
        {
            await loop.DelayUntilAsync(loop.Now.Plus(1), EventOrder.Agent, default);
            Assert.Equal(1, loop.Now.Nanoseconds);
        });
    }

    [Fact]
    public void TaskDelay_WithTheTimeOfTheLoop_CutsToMilliseconds()
    {
        // Why Task.Delay is banned even with a provider. If this fails, .NET has changed.
        var loop = Loops.Create();

        loop.Run(async () =>
        {
            Assert.True(Task.Delay(TimeSpan.FromMilliseconds(0.9), loop.Time).IsCompleted);
            await Task.Delay(TimeSpan.FromMilliseconds(1.9), loop.Time);
            Assert.Equal(1_000_000, loop.Now.Nanoseconds);
        });
    }

    [Fact]
    public void CreateTimer_FractionOfAMillisecond_KeepsIt()
    {
        var loop = Loops.Create();
        var fired = new List<long>();

        loop.Run(async () =>
        {
            using var timer = loop.Time.CreateTimer(
                _ => fired.Add(loop.Now.Nanoseconds),
                null,
                TimeSpan.FromTicks(9_001),
                TimeSpan.FromTicks(3)
            );
            await loop.DelayUntilAsync(new SimTime(900_750), EventOrder.Agent, default);
        });

        Assert.Equal([900_100, 900_400, 900_700], fired);
    }
}
