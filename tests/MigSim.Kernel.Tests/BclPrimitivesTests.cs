using System.Threading.Channels;

namespace MigSim.Kernel.Tests;

public class BclPrimitivesTests
{
    [Fact]
    public void TaskDelay_WithTheTimeOfTheLoop_ResumesHereAndThen() =>
        AssertResumes(7, loop => Task.Delay(TimeSpan.FromSeconds(7), loop.Time));

    [Fact]
    public void WaitAsync_TimesOut_ResumesHereAndThen() =>
        AssertResumes(
            2,
            async loop =>
                await Assert.ThrowsAsync<TimeoutException>(() =>
                    new TaskCompletionSource().Task.WaitAsync(TimeSpan.FromSeconds(2), loop.Time)
                )
        );

    [Fact]
    public void WaitAsync_EndsBefore_ResumesHereAndThen() =>
        AssertResumes(1, loop => End(loop, 1).WaitAsync(TimeSpan.FromSeconds(2), loop.Time));

    [Fact]
    public void CancellationTokenSource_WithDelay_ResumesHereAndThen() =>
        AssertResumes(
            3,
            async loop =>
            {
                using var deadline = new CancellationTokenSource(
                    TimeSpan.FromSeconds(3),
                    loop.Time
                );
                await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
                    await loop.DelayAsync(
                        TimeSpan.FromSeconds(10),
                        EventOrder.Agent,
                        deadline.Token
                    )
                );
            }
        );

    [Fact]
    public void CancelAfter_LinkedSource_ResumesHereAndThen() =>
        AssertResumes(
            4,
            async loop =>
            {
                using var deadline = new CancellationTokenSource(
                    TimeSpan.FromSeconds(100),
                    loop.Time
                );
                using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token);
                deadline.CancelAfter(TimeSpan.FromSeconds(4));
                var never = new TaskCompletionSource().Task.WaitAsync(linked.Token);
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => never);
            }
        );

    [Fact]
    public void PeriodicTimer_ThreeTicks_ResumesHereAndThen() =>
        AssertResumes(
            1.5,
            async loop =>
            {
                using var timer = new PeriodicTimer(TimeSpan.FromSeconds(0.5), loop.Time);
                for (var i = 1; i <= 3; i++)
                {
                    Assert.True(await timer.WaitForNextTickAsync());
                    Assert.Equal(Loops.At(0.5 * i), loop.Now);
                }
            }
        );

    [Fact]
    public void Channel_ReadBeforeWrite_ResumesHereAndThen() =>
        AssertResumes(
            2,
            async loop =>
            {
                var channel = Channel.CreateUnbounded<int>();
                loop.Schedule(2, () => channel.Writer.TryWrite(5));
                Assert.Equal(5, await channel.Reader.ReadAsync());
            }
        );

    [Fact]
    public void Channel_BoundedAndFull_ResumesTheWriterHereAndThen() =>
        AssertResumes(
            2,
            async loop =>
            {
                var channel = Channel.CreateBounded<int>(1);
                await channel.Writer.WriteAsync(1);
                loop.Schedule(2, () => channel.Reader.TryRead(out _));
                await channel.Writer.WriteAsync(2);
            }
        );

    [Fact]
    public void SemaphoreSlim_Released_ResumesHereAndThen() =>
        AssertResumes(
            2,
            async loop =>
            {
                using var semaphore = new SemaphoreSlim(0);
                loop.Schedule(2, () => semaphore.Release());
                await semaphore.WaitAsync();
            }
        );

    [Fact]
    public void TaskCompletionSource_Set_ResumesHereAndThen() =>
        AssertResumes(2, loop => End(loop, 2));

    [Fact]
    public void AwaitForeach_DelaysBetweenItems_ResumesHereAndThen() =>
        AssertResumes(
            3,
            async loop =>
            {
                static async IAsyncEnumerable<int> Count(SimulationLoop loop)
                {
                    for (var i = 1; i <= 3; i++)
                    {
                        await loop.DelayAsync(1);
                        yield return i;
                    }
                }

                await foreach (var i in Count(loop))
                {
                    Assert.Equal(Loops.At(i), loop.Now);
                }
            }
        );

    [Fact]
    public void WhenAny_TheShorter_ResumesHereAndThen() =>
        AssertResumes(
            1,
            async loop =>
            {
                var first = End(loop, 1);
                Assert.Same(first, await Task.WhenAny(End(loop, 2), first));
            }
        );

    [Fact]
    public void WhenAll_TheLonger_ResumesHereAndThen() =>
        AssertResumes(2, loop => Task.WhenAll(End(loop, 2), End(loop, 1)));

    [Fact]
    public void WhenEach_TaskThatIsNotOver_StopsTheRun()
    {
        // It waits on the pool for what has not ended when it looks.
        var loop = Loops.Create();

        Assert.Throws<DeterminismViolationException>(() =>
            loop.Run(async () =>
            {
                await foreach (var task in Task.WhenEach(End(loop, 1), End(loop, 2)))
                {
                    await task;
                }
            })
        );
    }

    [Fact]
    public void WhenEach_TasksThatAreOver_ResumesHereAndThen() =>
        AssertResumes(
            2,
            async loop =>
            {
                Task[] tasks = [End(loop, 2), End(loop, 1)];
                await Task.WhenAll(tasks);
                await foreach (var task in Task.WhenEach(tasks))
                {
                    await task;
                }
            }
        );

    [Fact]
    public void Yield_Always_ResumesHereWithoutTimePassing() =>
        AssertResumes(0, async loop => await Task.Yield());

    [Fact]
    public void PooledWait_AsTask_ResumesHereAndThen() =>
        AssertResumes(
            1,
            async loop => await Task.WhenAny(loop.DelayAsync(1).AsTask(), End(loop, 2))
        );

    [Fact]
    public void SourceThatRunsContinuationsAsynchronously_InWhenAny_StopsTheRun()
    {
        // What combines tasks is no code with a context, so such a source runs it on the pool. An
        // async method around the await, as in End, is what brings it back.
        AssertEscapes(source => Task.WhenAny(source, new TaskCompletionSource().Task));
        AssertEscapes(source => Task.WhenAll(source, Task.CompletedTask));
        AssertEscapes(source => source.WaitAsync(TimeSpan.FromDays(1)));
    }

    private static void AssertEscapes(Func<Task, Task> combine)
    {
        var loop = Loops.Create();
        var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        loop.Schedule(1, source.SetResult);

        Assert.Throws<DeterminismViolationException>(() =>
            loop.Run(async () => await combine(source.Task))
        );
    }

    private static async Task End(SimulationLoop loop, double seconds)
    {
        var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        loop.Schedule(seconds, source.SetResult);
        await source.Task;
    }

    private static void AssertResumes(double seconds, Func<SimulationLoop, Task> wait)
    {
        var loop = Loops.Create();
        var thread = Environment.CurrentManagedThreadId;
        // Something else that happens all the time, so that jumping too far would be seen.
        for (var i = 1; i < 200; i++)
        {
            loop.Schedule(0.1 * i, () => { });
        }

        loop.Run(async () =>
        {
            await wait(loop);
            Assert.Equal(thread, Environment.CurrentManagedThreadId);
            Assert.Equal(Loops.At(seconds), loop.Now);
            Assert.NotNull(SynchronizationContext.Current);
        });
    }
}
