namespace MigSim.Kernel.Tests;

public class PooledWaitTests
{
    [Fact]
    public void DelayAsync_SteadyState_AllocatesNothing()
    {
        var loop = Loops.Create(horizonSeconds: 1e6);

        AssertRoundsAllocateNothing(
            loop,
            async rounds =>
            {
                for (var i = 0; i < rounds; i++)
                {
                    await loop.DelayAsync(1);
                }
            }
        );
    }

    [Fact]
    public void DelayAsync_SteadyStateWithAToken_AllocatesNothing()
    {
        var loop = Loops.Create(horizonSeconds: 1e6);
        using var cancellation = new CancellationTokenSource();
        var second = TimeSpan.FromSeconds(1);

        AssertRoundsAllocateNothing(
            loop,
            async rounds =>
            {
                for (var i = 0; i < rounds; i++)
                {
                    await loop.DelayAsync(second, EventOrder.Agent, cancellation.Token);
                }
            }
        );
    }

    [Fact]
    public void Schedule_SteadyState_AllocatesNothing()
    {
        var loop = Loops.Create(horizonSeconds: 1e6);
        Action<object?> callback = _ => { };

        AssertRoundsAllocateNothing(
            loop,
            async rounds =>
            {
                for (var i = 0; i < rounds; i++)
                {
                    var handle = loop.Schedule(loop.Now.Plus(5), EventOrder.Model, callback, null);
                    loop.Cancel(handle);
                    loop.Schedule(loop.Now.Plus(5), EventOrder.Model, callback, null);
                    await loop.DelayAsync(1);
                }
            }
        );
    }

    [Fact]
    public void ResourceAndStore_SteadyState_AllocateNothing()
    {
        var loop = Loops.Create(horizonSeconds: 1e6);
        var resource = new Resource(loop, "cpu", 1);
        var store = new Store<int>(loop, "mail");
        var held = default(ResourceLease);
        void Release(object? _) => held.Dispose();
        void Put(object? _) => store.Put(1);
        Action<object?> release = Release;
        Action<object?> put = Put;

        AssertRoundsAllocateNothing(
            loop,
            async rounds =>
            {
                for (var i = 0; i < rounds; i++)
                {
                    held = await resource.AcquireAsync(0, default);
                    loop.Schedule(loop.Now.Plus(5), EventOrder.Model, release, null);
                    loop.Schedule(loop.Now.Plus(9), EventOrder.Model, put, null);
                    using var lease = await resource.AcquireAsync(1, default);
                    await store.TakeAsync(default);
                }
            }
        );
    }

    [Fact]
    public void DelayAsync_AwaitedTwice_Throws()
    {
        var loop = Loops.Create();

        loop.Run(async () =>
        {
#pragma warning disable CA2012 // The misuse is what is tested.
            var wait = loop.DelayAsync(1);
            await wait;
            await Assert.ThrowsAsync<InvalidOperationException>(async () => await wait);
#pragma warning restore CA2012
        });
    }

    [Fact]
    public void DelayAsync_AwaitedByTwo_EndsTheRun()
    {
        var loop = Loops.Create();

        var misuse = Assert.Throws<InvalidOperationException>(() =>
            loop.Run(async () =>
            {
#pragma warning disable CA2012 // The misuse is what is tested.
                var wait = loop.DelayAsync(1);
                var first = wait.AsTask();
                await wait;
#pragma warning restore CA2012
                await first;
            })
        );

        Assert.Contains("awaited only once", misuse.Message);
    }

    [Fact]
    public void DelayAsync_ResultBeforeTheEnd_Throws()
    {
        var loop = Loops.Create();

        loop.Run(async () =>
        {
#pragma warning disable CA2012 // The misuse is what is tested.
            var wait = loop.DelayAsync(1);
            Assert.Throws<InvalidOperationException>(() => wait.GetAwaiter().GetResult());
#pragma warning restore CA2012
            await loop.DelayAsync(2);
            Assert.True(wait.IsCompletedSuccessfully);
        });
    }

    private static void AssertRoundsAllocateNothing(SimulationLoop loop, Func<int, Task> body)
    {
        async Task<long> AllocatedAsync(int rounds)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            await body(rounds);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        loop.Run(async () =>
        {
            // The first call fills the pools. Each call allocates its own state machine, once.
            await AllocatedAsync(100);
            Assert.Equal(await AllocatedAsync(10), await AllocatedAsync(10_000));
        });
    }
}
