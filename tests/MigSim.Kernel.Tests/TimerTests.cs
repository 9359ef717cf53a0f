using System.Runtime.CompilerServices;

namespace MigSim.Kernel.Tests;

public class TimerTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Timer_Fires_WhenTheClockShowsItsDueTime()
    {
        var loop = Loops.Create();
        var seen = TimeSpan.Zero;
        using var timer = loop.Time.CreateTimer(_ => seen = Elapsed(loop), null, Second, default);

        loop.Run(async () => await loop.DelayAsync(10));

        Assert.Equal(Second, seen);
    }

    [Fact]
    public void Timer_Periodic_FiresTenTimesInTenSeconds()
    {
        var loop = Loops.Create();
        var seen = new List<double>();
        using var timer = loop.Time.CreateTimer(
            _ => seen.Add(Elapsed(loop).TotalSeconds),
            null,
            Second,
            Second
        );

        loop.Run(async () => await loop.DelayAsync(10.5));

        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], seen);
    }

    [Fact]
    public void Timers_EqualDueTimesAfterCancels_FireInTheOrderTheyWereArmed()
    {
        var loop = Loops.Create();
        var fired = new List<int>();
        ITimer Arm(int number) =>
            loop.Time.CreateTimer(_ => fired.Add(number), null, Second, default);
        var timers = Enumerable.Range(0, 8).Select(Arm).ToList();

        timers[2].Dispose();
        timers[5].Dispose();
        timers.Add(Arm(8));
        timers.Add(Arm(9));
        loop.Run(async () => await loop.DelayAsync(2));

        Assert.Equal([0, 1, 3, 4, 6, 7, 8, 9], fired);
    }

    [Fact]
    public void Timer_NobodyRefersToIt_SurvivesAGarbageCollection()
    {
        var loop = Loops.Create();
        var fired = new StrongBox<int>();
        Forget(loop, fired);
        Collect();

        loop.Run(async () => await loop.DelayAsync(2));

        Assert.Equal(1, fired.Value);
    }

    [Fact]
    public void PeriodicTimer_NobodyRefersToIt_DoesNotChangeTheTraceWhenItIsCollected()
    {
        ulong Trace(bool collect)
        {
            var loop = Loops.Create();
            loop.Run(async () =>
            {
                ForgetPeriodic(loop);
                await loop.DelayAsync(3.5);
                if (collect)
                {
                    Collect();
                }

                await loop.DelayAsync(3);
            });
            Assert.Equal(8, loop.EventCount);
            return loop.TraceHash;
        }

        Assert.Equal(Trace(collect: false), Trace(collect: true));
    }

    [Fact]
    public void Change_ArmedTimer_FiresAtTheNewTimeOnly()
    {
        var loop = Loops.Create();
        var fired = new List<SimTime>();
        using var timer = loop.Time.CreateTimer(_ => fired.Add(loop.Now), null, Second, default);

        Assert.True(timer.Change(3 * Second, Timeout.InfiniteTimeSpan));
        loop.Run(async () => await loop.DelayAsync(5));
        Assert.True(timer.Change(Timeout.InfiniteTimeSpan, Second));
        loop.Run(async () => await loop.DelayAsync(5));

        Assert.Equal([Loops.At(3)], fired);
    }

    [Fact]
    public void Change_DisposedTimer_ReturnsFalse()
    {
        var loop = Loops.Create();
        var timer = loop.Time.CreateTimer(_ => Assert.Fail(), null, Second, Second);

        timer.Dispose();
        timer.Dispose();

        Assert.False(timer.Change(Second, Second));
        loop.Run(async () => await loop.DelayAsync(5));
    }

    [Fact]
    public void Dispose_InTheCallback_StopsAPeriodicTimer()
    {
        var loop = Loops.Create();
        var count = 0;
        ITimer? timer = null;
        timer = loop.Time.CreateTimer(
            _ =>
            {
                count++;
                timer!.Dispose();
            },
            null,
            Second,
            Second
        );

        loop.Run(async () => await loop.DelayAsync(5));

        Assert.Equal(1, count);
    }

    [Fact]
    public void CreateTimer_DurationsThatTheBclRefuses_Throws()
    {
        var time = Loops.Create().Time;

        Assert.Throws<ArgumentOutOfRangeException>(() =>
            time.CreateTimer(_ => { }, null, TimeSpan.FromTicks(-1), default)
        );
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            time.CreateTimer(_ => { }, null, default, TimeSpan.FromDays(50))
        );
    }

    [Fact]
    public void CreateTimer_AsyncLocal_FlowsIntoTheCallback()
    {
        var loop = Loops.Create();
        var local = new AsyncLocal<int> { Value = 7 };
        var seen = 0;
        using var timer = loop.Time.CreateTimer(_ => seen = local.Value, null, Second, default);
        local.Value = 8;

        loop.Run(async () => await loop.DelayAsync(2));

        Assert.Equal(7, seen);
    }

    [Fact]
    public void Time_Always_IsInNanosecondsFromAFixedEpoch()
    {
        var loop = Loops.Create();
        Assert.Equal(new DateTimeOffset(2000, 1, 1, 0, 0, 0, default), loop.Time.GetUtcNow());

        loop.Run(async () => await loop.DelayAsync(1.5));

        Assert.Equal(1_000_000_000, loop.Time.TimestampFrequency);
        Assert.Equal(1_500_000_000, loop.Time.GetTimestamp());
        Assert.Equal(new DateTimeOffset(2000, 1, 1, 0, 0, 1, 500, default), loop.Time.GetUtcNow());
        Assert.Equal(TimeZoneInfo.Utc, loop.Time.LocalTimeZone);
    }

    private static TimeSpan Elapsed(SimulationLoop loop) => loop.Time.GetElapsedTime(0);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Forget(SimulationLoop loop, StrongBox<int> fired) =>
        loop.Time.CreateTimer(_ => fired.Value++, null, Second, default);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ForgetPeriodic(SimulationLoop loop) =>
        _ = new PeriodicTimer(Second, loop.Time);

    private static void Collect()
    {
        for (var i = 0; i < 2; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }
}
