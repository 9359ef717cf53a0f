namespace MigSim.Kernel.Tests;

public class ResourceTests
{
    [Fact]
    public void AcquireAsync_FreePlace_CompletesAtOnce()
    {
        var loop = Loops.Create();
        var resource = new Resource(loop, "cpu", 2);

        loop.Run(async () =>
        {
            using var first = await resource.AcquireAsync(0, default);
            Assert.Equal(1, resource.InUse);
            var second = resource.AcquireAsync(0, default);
            Assert.True(second.IsCompletedSuccessfully);
            (await second).Dispose();
            Assert.Equal(1, resource.InUse);
        });

        Assert.Equal(0, resource.InUse);
        Assert.Equal(0, loop.EventCount);
    }

    [Fact]
    public void AcquireAsync_Waiters_AreServedByPriorityThenFirstComeFirstServed()
    {
        var loop = Loops.Create();
        var resource = new Resource(loop, "cpu", 1);
        var log = new List<string>();
        async Task Use(string name, int priority)
        {
            using var lease = await resource.AcquireAsync(priority, default);
            log.Add($"{name} {loop.Now.Seconds:F0}");
            await loop.DelayAsync(1);
        }

        loop.Run(() =>
            Task.WhenAll(
                Use("a", 5),
                Use("b", 2),
                Use("c", 1),
                Use("d", 2),
                Use("e", -1),
                Use("f", 1)
            )
        );

        Assert.Equal(["a 0", "e 1", "c 2", "f 3", "b 4", "d 5"], log);
        Assert.Equal(Loops.At(6), loop.Now);
    }

    [Fact]
    public void AcquireAsync_CapacityOfThree_NeverHasMoreUsers()
    {
        var loop = Loops.Create();
        var resource = new Resource(loop, "cpu", 3);
        var users = 0;
        var usersMax = 0;
        async Task Use(int number)
        {
            var random = loop.Random[$"{number}"];
            for (var i = 0; i < 20; i++)
            {
                using var lease = await resource.AcquireAsync(random.Next(3), default);
                usersMax = Math.Max(usersMax, ++users);
                Assert.Equal(users, resource.InUse);
                await loop.DelayAsync(random.NextDouble());
                users--;
            }
        }

        loop.Run(() => Task.WhenAll(Enumerable.Range(0, 10).Select(Use)));

        Assert.Equal(3, usersMax);
        Assert.Equal(0, resource.InUse);
        Assert.Equal(0, resource.WaitingCount);
    }

    [Fact]
    public void Release_WhileSomebodyWaits_NobodyOvertakes()
    {
        var loop = Loops.Create();
        var resource = new Resource(loop, "cpu", 1);

        loop.Run(async () =>
        {
            var lease = await resource.AcquireAsync(0, default);
            var waiter = resource.AcquireAsync(9, default);
            lease.Dispose();
            var late = resource.AcquireAsync(0, default);
            Assert.False(late.IsCompleted);
            (await waiter).Dispose();
            (await late).Dispose();
        });
    }

    [Fact]
    public void AcquireAsync_CancelledWhileWaiting_LeavesNoTrace()
    {
        var loop = Loops.Create();
        var resource = new Resource(loop, "cpu", 1);

        loop.Run(async () =>
        {
            using var cancellation = new CancellationTokenSource();
            var lease = await resource.AcquireAsync(0, default);
            var cancelled = resource.AcquireAsync(0, cancellation.Token).AsTask();
            var patient = resource.AcquireAsync(0, default);
            cancellation.Cancel();
            Assert.Equal(1, resource.WaitingCount);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
            lease.Dispose();
            (await patient).Dispose();
            Assert.Equal(0, resource.InUse);
            Assert.Equal(0, resource.WaitingCount);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
                await resource.AcquireAsync(0, cancellation.Token)
            );
            Assert.Equal(0, resource.InUse);
        });
    }

    [Fact]
    public void AcquireAsync_CancelledAfterTheGrant_IsGranted()
    {
        var loop = Loops.Create();
        var resource = new Resource(loop, "cpu", 1);

        loop.Run(async () =>
        {
            using var cancellation = new CancellationTokenSource();
            var lease = await resource.AcquireAsync(0, default);
            var granted = resource.AcquireAsync(0, cancellation.Token);
            lease.Dispose();
            cancellation.Cancel();
            (await granted).Dispose();
            Assert.Equal(0, resource.InUse);
        });
    }

    [Fact]
    public void Dispose_TwiceOrOnACopy_ReleasesOnce()
    {
        var loop = Loops.Create();
        var resource = new Resource(loop, "cpu", 1);

        loop.Run(async () =>
        {
            var lease = await resource.AcquireAsync(0, default);
            var copy = lease;
            lease.Dispose();
            using var next = await resource.AcquireAsync(0, default);
            lease.Dispose();
            copy.Dispose();
            default(ResourceLease).Dispose();
            Assert.Equal(1, resource.InUse);
        });
    }

    [Fact]
    public void Create_WithoutLoopNameOrPlace_Throws()
    {
        var loop = Loops.Create();

        Assert.Throws<ArgumentOutOfRangeException>(() => new Resource(loop, "cpu", 0));
        Assert.Throws<ArgumentException>(() => new Resource(loop, "", 1));
        Assert.Throws<ArgumentNullException>(() => new Resource(null!, "cpu", 1));
    }
}
