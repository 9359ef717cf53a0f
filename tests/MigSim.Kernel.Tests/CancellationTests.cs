namespace MigSim.Kernel.Tests;

public class CancellationTests
{
    [Fact]
    public void Run_CancelledFromAnotherThread_EndsTheRootOnTheLoopThread()
    {
        var loop = Loops.Create(horizonSeconds: 1e9);
        using var cancellation = new CancellationTokenSource();
        var loopThread = Environment.CurrentManagedThreadId;
        var cancelledOn = 0;
        using var timer = new Timer(
            _ => cancellation.Cancel(),
            null,
            Timeout.Infinite,
            Timeout.Infinite
        );

        var thrown = Assert.ThrowsAny<OperationCanceledException>(() =>
            loop.Run(
                async token =>
                {
                    using var registration = token.Register(() =>
                        cancelledOn = Environment.CurrentManagedThreadId
                    );
                    await loop.DelayAsync(1);
                    timer.Change(20, Timeout.Infinite);
                    while (true)
                    {
                        await loop.DelayAsync(
                            TimeSpan.FromMilliseconds(1),
                            EventOrder.Agent,
                            token
                        );
                    }
                },
                cancellation.Token
            )
        );

        Assert.IsNotType<AggregateException>(thrown);
        Assert.Equal(loopThread, cancelledOn);
        Assert.True(loop.EventCount > 0);
    }

    [Fact]
    public void Run_CancelledWhileItHeals_LetsTheRootEndItsWork()
    {
        var loop = Loops.Create();
        using var cancellation = new CancellationTokenSource();
        var healed = SimTime.Zero;
        loop.Schedule(1, cancellation.Cancel);

        Assert.ThrowsAny<OperationCanceledException>(() =>
            loop.Run(
                async token =>
                {
                    try
                    {
                        await loop.DelayAsync(TimeSpan.FromSeconds(60), EventOrder.Agent, token);
                    }
                    finally
                    {
                        await loop.DelayAsync(5);
                        healed = loop.Now;
                    }
                },
                cancellation.Token
            )
        );

        Assert.Equal(Loops.At(6), healed);
    }

    [Fact]
    public void Run_CancelledBefore_GivesTheRootACancelledToken()
    {
        var loop = Loops.Create();

        Assert.ThrowsAny<OperationCanceledException>(() =>
            loop.Run(
                async token => await loop.DelayAsync(TimeSpan.FromSeconds(1), default, token),
                new CancellationToken(canceled: true)
            )
        );

        Assert.Equal(SimTime.Zero, loop.Now);
    }

    [Fact]
    public void Run_CancelledInsteadOfADeadlock_IsNoDeadlock()
    {
        var loop = Loops.Create();
        using var cancellation = new CancellationTokenSource();

        Assert.ThrowsAny<OperationCanceledException>(() =>
            loop.Run(
                token =>
                {
                    cancellation.Cancel();
                    return new TaskCompletionSource().Task.WaitAsync(token);
                },
                cancellation.Token
            )
        );
    }

    [Fact]
    public void DelayAsync_Cancelled_ThrowsAtOnceAndLeavesNoEvent()
    {
        var loop = Loops.Create();

        loop.Run(async () =>
        {
            using var cancellation = new CancellationTokenSource();
            loop.Schedule(1, cancellation.Cancel);
            var thrown = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
                await loop.DelayAsync(TimeSpan.FromSeconds(5), EventOrder.Agent, cancellation.Token)
            );
            Assert.Equal(cancellation.Token, thrown.CancellationToken);
            Assert.Equal(Loops.At(1), loop.Now);
            await loop.DelayAsync(10);
        });

        Assert.Equal(2, loop.EventCount);
    }

    [Fact]
    public void DelayAsync_CancelledWhenItIsOver_IsOver()
    {
        var loop = Loops.Create();

        loop.Run(async () =>
        {
            using var cancellation = new CancellationTokenSource();
            var wait = loop.DelayAsync(
                TimeSpan.FromSeconds(1),
                EventOrder.Agent,
                cancellation.Token
            );
            await loop.DelayAsync(2);
            cancellation.Cancel();
            await wait;
        });
    }

    [Fact]
    public void Run_EndsOrThrows_RestoresTheContextOfTheCaller()
    {
        var mine = new SynchronizationContext();
        var previous = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(mine);
        try
        {
            Loops.Create().Run(() => Task.CompletedTask);
            Assert.Same(mine, SynchronizationContext.Current);
            Assert.Throws<InvalidDataException>(() =>
                Loops.Create().Run(() => throw new InvalidDataException())
            );
            Assert.Same(mine, SynchronizationContext.Current);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(previous);
        }
    }

    [Fact]
    public void Run_InsideOfRun_Throws()
    {
        var loop = Loops.Create();

        loop.Run(() =>
        {
            Assert.Throws<InvalidOperationException>(() => loop.Run(() => Task.CompletedTask));
            return Task.CompletedTask;
        });
    }

    [Fact]
    public void Run_CallbackOrAsyncVoidThrows_ThrowsItFromRun()
    {
        var loop = Loops.Create();
        loop.Schedule(1, () => throw new InvalidDataException());
        Assert.Throws<InvalidDataException>(() => loop.Run(async () => await loop.DelayAsync(2)));

        async void Forgotten()
        {
            await Task.Yield();
            throw new InvalidDataException();
        }

        Assert.Throws<InvalidDataException>(() =>
            Loops
                .Create()
                .Run(() =>
                {
                    Forgotten();
                    return new TaskCompletionSource().Task;
                })
        );
    }

    [Fact]
    public void Run_SecondRoot_GoesOnWhereTheFirstEnded()
    {
        var loop = Loops.Create();

        Assert.Equal(
            1,
            loop.Run(async () =>
            {
                await loop.DelayAsync(1);
                return 1;
            })
        );
        loop.Run(async () => await loop.DelayAsync(1));

        Assert.Equal(Loops.At(2), loop.Now);
    }
}
