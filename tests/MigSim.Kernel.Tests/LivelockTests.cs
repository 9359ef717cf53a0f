namespace MigSim.Kernel.Tests;

public class LivelockTests
{
    [Fact]
    public void Run_EventsThatScheduleEventsNow_Throws()
    {
        var loop = Loops.Create(eventsPerInstantMax: 100);
        void Again() => loop.Schedule(1, Again);
        loop.Schedule(1, Again);

        var livelock = Assert.Throws<LivelockException>(() =>
            loop.Run(async () =>
            {
                loop.ActivityStarted("scheduler");
                await loop.DelayAsync(2);
            })
        );

        Assert.Equal(Loops.At(1), livelock.At);
        Assert.Equal(["scheduler"], livelock.Activities);
        Assert.Equal(100, loop.EventCount);
        Assert.Contains("more than 100 events and continuations", livelock.Message);
        Assert.Contains("scheduler", livelock.Message);
    }

    [Fact]
    public void Run_ContinuationsWithoutEnd_Throws()
    {
        var loop = Loops.Create(eventsPerInstantMax: 100);

        Assert.Throws<LivelockException>(() =>
            loop.Run(async () =>
            {
                while (true)
                {
                    await Task.Yield();
                }
            })
        );
    }

    [Fact]
    public void Run_AsManyEventsAsAllowed_AtEveryInstant_Ends()
    {
        var loop = Loops.Create(eventsPerInstantMax: 100);
        for (var second = 1; second <= 3; second++)
        {
            for (var i = 0; i < 100; i++)
            {
                loop.Schedule(second, () => { });
            }
        }

        loop.Run(async () => await loop.DelayAsync(4));

        Assert.Equal(301, loop.EventCount);
    }

    [Fact]
    public void Create_LimitsThatAreNone_Throw()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Loops.Create(eventsPerInstantMax: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Loops.Create(horizonSeconds: 0));
    }
}
