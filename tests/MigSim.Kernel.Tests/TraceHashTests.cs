namespace MigSim.Kernel.Tests;

public class TraceHashTests
{
    [Fact]
    public void TraceHash_SameWorkTwice_IsEqual() => Assert.Equal(Trace(1), Trace(1));

    [Fact]
    public void TraceHash_OtherSeed_Differs() => Assert.NotEqual(Trace(1), Trace(2));

    [Fact]
    public void TraceHash_ThisWork_IsTheSameInEveryProcess()
    {
        // Pinned, so that a change of the hash, the order, or the streams is noticed: all golden
        // files change with it.
        Assert.Equal("E56832BAD52B858F", Trace(1).ToString("X16", null));
    }

    [Fact]
    public void TraceHash_OneNanosecondLater_Differs() =>
        Assert.NotEqual(TraceOfOne(1_000, EventOrder.Model), TraceOfOne(1_001, EventOrder.Model));

    [Fact]
    public void TraceHash_OtherOrder_Differs() =>
        Assert.NotEqual(TraceOfOne(1_000, EventOrder.Model), TraceOfOne(1_000, EventOrder.Agent));

    [Fact]
    public void TraceHash_OtherSequence_Differs()
    {
        var plain = Loops.Create();
        plain.Run(async () => await plain.DelayAsync(1));
        var shifted = Loops.Create();
        shifted.Cancel(shifted.Schedule(9, () => { }));
        shifted.Run(async () => await shifted.DelayAsync(1));

        Assert.Equal(plain.EventCount, shifted.EventCount);
        Assert.NotEqual(plain.TraceHash, shifted.TraceHash);
    }

    [Fact]
    public void TraceHash_NoEvents_IsZero() => Assert.Equal(0UL, Loops.Create().TraceHash);

    private static ulong TraceOfOne(long nanoseconds, EventOrder order)
    {
        var loop = Loops.Create();
        loop.Run(async () => await loop.DelayUntilAsync(new SimTime(nanoseconds), order, default));
        return loop.TraceHash;
    }

    // Several activities that draw, wait, cancel and hand over: a bit of everything.
    private static ulong Trace(ulong seed)
    {
        var loop = Loops.Create(seed);
        var store = new Store<int>(loop, "mail");
        using var timer = loop.Time.CreateTimer(
            _ => store.Put(1),
            null,
            TimeSpan.FromTicks(1234),
            TimeSpan.FromTicks(4321)
        );

        async Task Work(int number)
        {
            var random = loop.Random[$"worker {number}"];
            for (var i = 0; i < 50; i++)
            {
                await loop.DelayUntilAsync(
                    loop.Now.Plus(random.NextInt64(1_000_000)),
                    (EventOrder)random.Next(3),
                    default
                );
                await store.TakeAsync(default);
            }
        }

        loop.Run(() => Task.WhenAll(Enumerable.Range(0, 5).Select(Work)));
        return loop.TraceHash;
    }
}
