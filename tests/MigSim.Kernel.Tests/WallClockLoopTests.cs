using System.Threading.Channels;

namespace MigSim.Kernel.Tests;

public class WallClockLoopTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(20);

    [Fact]
    public void Run_WorkOnOtherThreads_ComesBackToTheLoopThread()
    {
        var loop = new WallClockLoop();
        var thread = Environment.CurrentManagedThreadId;

        var result = loop.Run(async () =>
        {
            Assert.NotEqual(thread, await Task.Run(() => Environment.CurrentManagedThreadId));
            Assert.Equal(thread, Environment.CurrentManagedThreadId);
            await Task.Delay(1);
            Assert.Equal(thread, Environment.CurrentManagedThreadId);
            await Task.Yield();
            return Environment.CurrentManagedThreadId;
        });

        Assert.Equal(thread, result);
    }

    [Fact]
    public void Run_RootEndsOnAnotherThread_Ends() =>
        Assert.Equal(5, new WallClockLoop().Run(() => Task.Run(() => 5)));

    [Fact]
    public void Timer_OneShot_IsNeverEarlyAndOnTheLoopThread()
    {
        var loop = new WallClockLoop();
        var thread = Environment.CurrentManagedThreadId;
        loop.Run(async () =>
        {
            for (var i = 0; i < 10; i++)
            {
                var fired = new TaskCompletionSource<int>(
                    TaskCreationOptions.RunContinuationsAsynchronously
                );
                var start = loop.Time.GetTimestamp();
                var due = TimeSpan.FromMilliseconds(1.5 + i);
                using var timer = loop.Time.CreateTimer(
                    _ => fired.SetResult(Environment.CurrentManagedThreadId),
                    null,
                    due,
                    default
                );
                Assert.Equal(thread, await fired.Task);
                Assert.True(loop.Time.GetElapsedTime(start) >= due);
            }
        });
    }

    [Fact]
    public void Timer_Periodic_LatenessDoesNotAccumulate()
    {
        var loop = new WallClockLoop();
        loop.Run(async () =>
        {
            var ticks = Channel.CreateUnbounded<bool>();
            var start = loop.Time.GetTimestamp();
            using var timer = loop.Time.CreateTimer(
                _ => ticks.Writer.TryWrite(true),
                null,
                Short,
                Short
            );
            for (var i = 1; i <= 10; i++)
            {
                await ticks.Reader.ReadAsync();
                Assert.True(loop.Time.GetElapsedTime(start) >= i * Short);
            }

            // Generous, because the machine may be busy; a drift would be added to every period.
            Assert.True(loop.Time.GetElapsedTime(start) < (10 * Short) + TimeSpan.FromSeconds(5));
        });
    }

    [Fact]
    public void Timer_DisposedOrChanged_DoesNotFireAtTheOldTime()
    {
        var loop = new WallClockLoop();
        var fired = 0;
        loop.Run(async () =>
        {
            var disposed = loop.Time.CreateTimer(_ => fired++, null, Short, Short);
            using var disarmed = loop.Time.CreateTimer(_ => fired++, null, Short, default);
            // Both are due before the loop looks at what the system has posted.
            Thread.Sleep(2 * Short);
            disposed.Dispose();
            Assert.False(disposed.Change(Short, Short));
            Assert.True(disarmed.Change(Timeout.InfiniteTimeSpan, default));
            await Task.Delay(Short, loop.Time);
        });

        Assert.Equal(0, fired);
    }

    [Fact]
    public void BclTimeouts_WithTheTimeOfTheLoop_Work()
    {
        var loop = new WallClockLoop();
        loop.Run(async () =>
        {
            using var deadline = new CancellationTokenSource(Short, loop.Time);
            var never = new TaskCompletionSource().Task;
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
                never.WaitAsync(deadline.Token)
            );
            await Assert.ThrowsAsync<TimeoutException>(() => never.WaitAsync(Short, loop.Time));
        });
    }

    [Fact]
    public void ResourceAndStore_InRealTime_KeepTheirOrder()
    {
        var loop = new WallClockLoop();
        var resource = new Resource(loop, "cpu", 1);
        var store = new Store<int>(loop, "done");
        async Task Use(int priority)
        {
            using var lease = await resource.AcquireAsync(priority, default);
            await Task.Delay(1, CancellationToken.None);
            store.Put(priority);
        }

        loop.Run(async () =>
        {
            await Task.WhenAll(Use(3), Use(2), Use(1));
            Assert.Equal(3, await store.TakeAsync(default));
            Assert.Equal(1, await store.TakeAsync(default));
            Assert.Equal(2, await store.TakeAsync(default));
        });
    }

    [Fact]
    public void TakeAsync_CancelledFromAnotherThread_ResumesOnTheLoopThread()
    {
        var loop = new WallClockLoop();
        var store = new Store<int>(loop, "mail");
        var thread = Environment.CurrentManagedThreadId;
        loop.Run(async () =>
        {
            using var cancellation = new CancellationTokenSource();
            var cancelling = Task.Run(cancellation.Cancel);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
                await store.TakeAsync(cancellation.Token)
            );
            Assert.Equal(thread, Environment.CurrentManagedThreadId);
            Assert.Equal(0, store.WaitingCount);
            await cancelling;
        });
    }

    [Fact]
    public void Put_OnAnotherThread_Throws()
    {
        var loop = new WallClockLoop();
        var store = new Store<int>(loop, "mail");

        loop.Run(async () =>
            await Assert.ThrowsAsync<InvalidOperationException>(() => Task.Run(() => store.Put(1)))
        );
    }

    [Fact]
    public void Run_CancelledFromAnotherThread_EndsOnTheLoopThread()
    {
        var loop = new WallClockLoop();
        var thread = Environment.CurrentManagedThreadId;
        using var cancellation = new CancellationTokenSource(Short);
        var cancelledOn = 0;

        Assert.ThrowsAny<OperationCanceledException>(() =>
            loop.Run(
                async token =>
                {
                    _ = token.Register(() => cancelledOn = Environment.CurrentManagedThreadId);
                    await new TaskCompletionSource().Task.WaitAsync(token);
                },
                cancellation.Token
            )
        );

        Assert.Equal(thread, cancelledOn);
    }

    [Fact]
    public void Run_RootEndsWithOpenActivities_Throws()
    {
        var loop = new WallClockLoop();

        var unfinished = Assert.Throws<UnfinishedWorkException>(() =>
            loop.Run(async () =>
            {
                loop.ActivityStarted("ping");
                await Task.Yield();
            })
        );

        Assert.Equal(["ping"], unfinished.Activities);
    }

    [Fact]
    public void Time_Always_IsThatOfTheSystem()
    {
        var loop = new WallClockLoop();

        Assert.Equal(TimeProvider.System.TimestampFrequency, loop.Time.TimestampFrequency);
        Assert.Equal(TimeProvider.System.LocalTimeZone, loop.Time.LocalTimeZone);
        Assert.InRange(
            (loop.Time.GetUtcNow() - TimeProvider.System.GetUtcNow()).TotalSeconds,
            -60,
            60
        );
    }
}
