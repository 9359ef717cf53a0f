namespace MigSim.Kernel.Tests;

public class StoreTests
{
    [Fact]
    public void TakeAsync_ItemsThere_FirstInFirstOut()
    {
        var loop = Loops.Create();
        var store = new Store<int>(loop, "mail");

        loop.Run(async () =>
        {
            store.Put(1);
            store.Put(2);
            Assert.Equal(2, store.Count);
            Assert.Equal(1, await store.TakeAsync(default));
            Assert.Equal(2, await store.TakeAsync(default));
        });

        Assert.Equal(0, store.Count);
        Assert.Equal(0, loop.EventCount);
    }

    [Fact]
    public void Put_SomebodyWaits_GoesToWhoWaitedLongest()
    {
        var loop = Loops.Create();
        var store = new Store<string>(loop, "mail");
        var log = new List<string>();
        async Task Take(string name) => log.Add($"{name} {await store.TakeAsync(default)}");

        loop.Run(async () =>
        {
            var both = Task.WhenAll(Take("first"), Take("second"));
            Assert.Equal(2, store.WaitingCount);
            await loop.DelayAsync(1);
            store.Put("a");
            var late = store.TakeAsync(default);
            Assert.False(late.IsCompleted);
            store.Put("b");
            store.Put("c");
            await both;
            Assert.Equal("c", await late);
        });

        Assert.Equal(["first a", "second b"], log);
    }

    [Fact]
    public void TryPut_FullStore_Refuses()
    {
        var loop = Loops.Create();
        var store = new Store<int>(loop, "mail", 2);

        loop.Run(async () =>
        {
            Assert.True(store.TryPut(1));
            Assert.True(store.TryPut(2));
            Assert.False(store.TryPut(3));
            Assert.Throws<InvalidOperationException>(() => store.Put(3));
            Assert.Equal(1, await store.TakeAsync(default));
            Assert.True(store.TryPut(4));
            Assert.Equal(2, await store.TakeAsync(default));
            Assert.Equal(4, await store.TakeAsync(default));
        });
    }

    [Fact]
    public void TakeAsync_CancelledWhileWaiting_LosesNoItem()
    {
        var loop = Loops.Create();
        var store = new Store<int>(loop, "mail");

        loop.Run(async () =>
        {
            using var cancellation = new CancellationTokenSource();
            var cancelled = store.TakeAsync(cancellation.Token).AsTask();
            var patient = store.TakeAsync(default);
            cancellation.Cancel();
            store.Put(1);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
            Assert.Equal(1, await patient);
            Assert.Equal(0, store.WaitingCount);
        });
    }

    [Fact]
    public void TakeAsync_CancelledAfterTheHandOver_HasTheItem()
    {
        var loop = Loops.Create();
        var store = new Store<int>(loop, "mail");

        loop.Run(async () =>
        {
            using var cancellation = new CancellationTokenSource();
            var taken = store.TakeAsync(cancellation.Token);
            store.Put(1);
            cancellation.Cancel();
            Assert.Equal(1, await taken);
        });
    }

    [Fact]
    public void Create_WithoutLoopNameOrRoom_Throws()
    {
        var loop = Loops.Create();

        Assert.Throws<ArgumentOutOfRangeException>(() => new Store<int>(loop, "mail", 0));
        Assert.Throws<ArgumentException>(() => new Store<int>(loop, ""));
        Assert.Throws<ArgumentNullException>(() => new Store<int>(null!, "mail"));
    }
}
