namespace MigSim.Kernel.Tests;

public class DeterminismGuardTests
{
    [Fact]
    public void Run_CancelAsync_StopsTheRun()
    {
        var loop = Loops.Create();

        AssertViolation(
            loop,
            async () =>
            {
                using var cancellation = new CancellationTokenSource();
                var waiting = new TaskCompletionSource(
                    TaskCreationOptions.RunContinuationsAsynchronously
                );
                using var registration = cancellation.Token.Register(waiting.SetResult);
                // Waits before the cancellation: else the callback may win, and nothing is posted.
                async Task WaitAsync() => await waiting.Task;
                var waiter = WaitAsync();
                await loop.DelayAsync(1);
                await cancellation.CancelAsync();
                await waiter;
            }
        );
    }

    [Fact]
    public void Run_CancelAsyncOfAPooledWait_StopsTheRun()
    {
        var loop = Loops.Create();

        AssertViolation(
            loop,
            async () =>
            {
                using var cancellation = new CancellationTokenSource();
                loop.Schedule(1, () => _ = cancellation.CancelAsync());
                // Gives the other thread time to cancel, so that time does not jump past it.
                loop.Schedule(1.5, () => Thread.Sleep(100));
                await loop.DelayAsync(TimeSpan.FromDays(1), EventOrder.Agent, cancellation.Token);
            }
        );
    }

    [Fact]
    public void Run_ConfigureAwaitFalse_StopsTheRun()
    {
        var loop = Loops.Create();
        var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        loop.Schedule(1, source.SetResult);

        async Task Library() => await source.Task.ConfigureAwait(false);

        AssertViolation(loop, async () => await Library());
    }

    [Fact]
    public void Run_TaskRun_StopsTheRun()
    {
        var loop = Loops.Create();

        AssertViolation(
            loop,
            async () =>
            {
                await loop.DelayAsync(1);
                await Task.Run(() => Thread.Sleep(10));
            }
        );
    }

    [Fact]
    public void Run_TaskRunAsTheRoot_StopsTheRun()
    {
        var loop = Loops.Create();

        Assert.Throws<DeterminismViolationException>(() =>
            loop.Run(() => Task.Run(() => Thread.Sleep(10)))
        );
    }

    [Fact]
    public void Run_RealDelay_StopsTheRun()
    {
        var loop = Loops.Create();

        AssertViolation(
            loop,
            async () =>
            {
                await loop.DelayAsync(1);
                await Task.Delay(10);
            }
        );
    }

    [Fact]
    public void Schedule_OnAnotherThread_ThrowsThereAndStopsTheRun()
    {
        var loop = Loops.Create();
        Exception? there = null;

        Assert.Throws<DeterminismViolationException>(() =>
            loop.Run(async () =>
            {
                await loop.DelayAsync(1);
                var thread = new Thread(() =>
                    there = Record.Exception(() => loop.Schedule(2, () => { }))
                );
                thread.Start();
                thread.Join();
                await loop.DelayAsync(1);
            })
        );

        Assert.IsType<DeterminismViolationException>(there);
    }

    [Fact]
    public void Post_AfterTheRun_IsDropped()
    {
        var loop = Loops.Create();
        SynchronizationContext? context = null;
        loop.Run(() =>
        {
            context = SynchronizationContext.Current;
            return Task.CompletedTask;
        });

        var thread = new Thread(() => context!.Post(_ => { }, null));
        thread.Start();
        thread.Join();

        loop.Run(async () => await loop.DelayAsync(1));
    }

    [Fact]
    public void Send_Always_Throws()
    {
        Loops
            .Create()
            .Run(() =>
            {
                var context = SynchronizationContext.Current!;
                Assert.Same(context, context.CreateCopy());
                Assert.Throws<NotSupportedException>(() => context.Send(_ => { }, null));
                return Task.CompletedTask;
            });
    }

    private static void AssertViolation(SimulationLoop loop, Func<Task> root)
    {
        // Gives the other thread time to post, however busy the machine is.
        loop.Schedule(1.5, () => Thread.Sleep(200));

        var violation = Assert.Throws<DeterminismViolationException>(() => loop.Run(root));

        Assert.NotEqual(Environment.CurrentManagedThreadId, violation.ThreadId);
        Assert.InRange(violation.At.Seconds, 1, 1.5);
        Assert.Equal(
            $"Determinism violation at {violation.At}: "
                + $"a continuation was posted from thread {violation.ThreadId}.",
            violation.Message
        );
    }
}
