namespace MigSim.Kernel.Tests;

public class DeadlockTests
{
    [Fact]
    public void Run_RootWaitsForNothing_ThrowsWithTimeAndActivities()
    {
        var loop = Loops.Create();

        var deadlock = Assert.Throws<DeadlockException>(() =>
            loop.Run(async () =>
            {
                loop.ActivityStarted("watch node1");
                loop.ActivityStarted("probe");
                loop.ActivityStarted("probe");
                loop.ActivityStarted("done");
                loop.ActivityEnded("done");
                await loop.DelayAsync(1.5);
                await new TaskCompletionSource().Task;
            })
        );

        Assert.Equal(Loops.At(1.5), deadlock.At);
        Assert.Equal(["probe ×2", "watch node1"], deadlock.Activities);
        Assert.Equal(
            "Deadlock at 1.500000000 s: no event is left, and the run has not ended. "
                + "Open activities: probe ×2, watch node1.",
            deadlock.Message
        );
    }

    [Fact]
    public void Run_WaitsForResourceAndStore_NamesThem()
    {
        var loop = Loops.Create();
        var processor = new Resource(loop, "cpu", 1);
        var idle = new Resource(loop, "idle", 1);
        var mail = new Store<int>(loop, "mail");

        var deadlock = Assert.Throws<DeadlockException>(() =>
            loop.Run(async () =>
            {
                using var lease = await processor.AcquireAsync(0, default);
                using var free = await idle.AcquireAsync(0, default);
                await Task.WhenAll(
                    processor.AcquireAsync(0, default).AsTask(),
                    processor.AcquireAsync(0, default).AsTask(),
                    mail.TakeAsync(default).AsTask()
                );
            })
        );

        Assert.Equal(["resource 'cpu' (2 waiting)", "store 'mail' (1 waiting)"], deadlock.Waits);
        Assert.Contains("Waited for: resource 'cpu' (2 waiting), store", deadlock.Message);
    }

    [Fact]
    public void Run_RootEndsFirst_IsNoDeadlock()
    {
        var loop = Loops.Create();

        loop.Run(() => Task.CompletedTask);

        Assert.Equal(0, loop.EventCount);
    }

    [Fact]
    public void Run_RootEndsWithOpenActivities_ThrowsWithTheirNames()
    {
        var loop = Loops.Create();

        var unfinished = Assert.Throws<UnfinishedWorkException>(() =>
            loop.Run(async () =>
            {
                await loop.DelayAsync(1);
                loop.ActivityStarted("probe");
                loop.ActivityStarted("heartbeat");
            })
        );

        Assert.Equal(["heartbeat", "probe"], unfinished.Activities);
        Assert.Contains("heartbeat, probe", unfinished.Message);
    }

    [Fact]
    public void Run_RootThrowsWithOpenActivities_ThrowsWhatTheRootThrew()
    {
        var loop = Loops.Create();
        var thrown = new InvalidDataException("root");

        var caught = Assert.Throws<InvalidDataException>(() =>
            loop.Run(async () =>
            {
                loop.ActivityStarted("probe");
                await loop.DelayAsync(1);
                throw thrown;
            })
        );

        Assert.Same(thrown, caught);
    }

    [Fact]
    public void ActivityEnded_NeverStarted_Throws()
    {
        Assert.Throws<InvalidOperationException>(() => Loops.Create().ActivityEnded("probe"));
    }

    [Fact]
    public void Run_EventBeyondTheHorizon_Throws()
    {
        var loop = Loops.Create(horizonSeconds: 10);

        var exceeded = Assert.Throws<HorizonExceededException>(() =>
            loop.Run(async () =>
            {
                loop.ActivityStarted("heartbeat");
                while (true)
                {
                    await loop.DelayAsync(4);
                }
            })
        );

        Assert.Equal(Loops.At(8), exceeded.At);
        Assert.Equal(Loops.At(10), exceeded.Horizon);
        Assert.Equal(["heartbeat"], exceeded.Activities);
    }

    [Fact]
    public void Run_EventAtTheHorizon_Runs()
    {
        var loop = Loops.Create(horizonSeconds: 10);

        loop.Run(async () => await loop.DelayAsync(10));

        Assert.Equal(Loops.At(10), loop.Now);
    }
}
