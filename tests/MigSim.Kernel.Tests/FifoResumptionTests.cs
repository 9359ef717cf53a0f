namespace MigSim.Kernel.Tests;

public class FifoResumptionTests
{
    [Fact]
    public void SourceThatRunsContinuationsAsynchronously_ResumesInOrderAfterTheSetter() =>
        Assert.Equal(
            ["set", "after set", "a", "b"],
            Resume(TaskCreationOptions.RunContinuationsAsynchronously)
        );

    [Fact]
    public void SourceThatDoesNot_ResumesTheFirstInsideTheSetter()
    {
        // Why every source must ask for asynchronous continuations. If it fails, .NET has changed.
        Assert.Equal(["set", "a", "after set", "b"], Resume(TaskCreationOptions.None));
    }

    [Fact]
    public void Store_TwoTakers_ResumeInOrderAfterThePutter()
    {
        var loop = Loops.Create();
        var store = new Store<string>(loop, "mail");
        var log = new List<string>();
        async Task Take() => log.Add(await store.TakeAsync(default));

        loop.Run(async () =>
        {
            var both = Task.WhenAll(Take(), Take());
            log.Add("put");
            store.Put("a");
            store.Put("b");
            log.Add("after put");
            await both;
        });

        Assert.Equal(["put", "after put", "a", "b"], log);
    }

    [Fact]
    public void CancelledWaits_ResumeAfterTheCanceller()
    {
        var loop = Loops.Create();
        var log = new List<string>();
        using var cancellation = new CancellationTokenSource();
        async Task Wait(string name)
        {
            try
            {
                await loop.DelayAsync(TimeSpan.FromSeconds(9), default, cancellation.Token);
            }
            catch (OperationCanceledException)
            {
                log.Add(name);
            }
        }

        loop.Run(async () =>
        {
            var all = Task.WhenAll(Wait("first"), Wait("second"), Wait("third"));
            log.Add("cancel");
            cancellation.Cancel();
            log.Add("after cancel");
            await all;
        });

        // A token calls who registered last first: not first in first out, but always the same.
        Assert.Equal(["cancel", "after cancel", "third", "second", "first"], log);
    }

    private static List<string> Resume(TaskCreationOptions options)
    {
        var loop = Loops.Create();
        var source = new TaskCompletionSource(options);
        var log = new List<string>();
        async Task Wait(string name)
        {
            await source.Task;
            log.Add(name);
        }

        loop.Run(async () =>
        {
            var both = Task.WhenAll(Wait("a"), Wait("b"));
            log.Add("set");
            source.SetResult();
            log.Add("after set");
            await both;
        });
        return log;
    }
}
