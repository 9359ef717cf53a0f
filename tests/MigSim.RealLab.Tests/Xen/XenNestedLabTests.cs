using MigSim.Lab.Lifecycle;
using MigSim.Lab.Parsing;
using MigSim.Time;

namespace MigSim.RealLab.Tests.Xen;

public sealed class XenNestedLabTests
{
    private static readonly TimeSpan TimeoutMax = TimeSpan.FromMinutes(10);

    [Fact]
    public void UpAsync_CancelledWhileNodesBoot_LeavesNothing() =>
        XenTestbed.Run(
            TimeoutMax,
            async (testbed, token) =>
            {
                using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(token);
                var progress = new MeasuredTimes(
                    testbed.Clock,
                    said =>
                    {
                        if (said.StartsWith("booting", StringComparison.Ordinal))
                        {
                            cancellation.Cancel();
                        }
                    }
                );
                Exception? error = await CatchAsync(() =>
                    testbed.Lab.UpAsync(progress, cancellation.Token)
                );
                Assert.IsAssignableFrom<OperationCanceledException>(error);
                Assert.Empty(testbed.Leftovers());
            }
        );

    [Fact]
    public void Lab_UpMigrateFence_MovesTheMachineAndLeavesNothing() =>
        XenTestbed.Run(
            TimeoutMax,
            async (testbed, token) =>
            {
                var progress = new MeasuredTimes(testbed.Clock);
                try
                {
                    await testbed.Lab.UpAsync(progress, token);
                    LabConnection connection = await testbed.Lab.ConnectAsync(testbed.Clock, token);
                    var nodes = new XenNodes(connection, testbed.Clock);
                    await nodes.CreateAsync(token);
                    progress.Report("x0 was created and answers");
                    await MigrateAsync(testbed, nodes, progress, token);
                    await FenceAsync(testbed, connection, nodes, progress, token);
                    await AssertRefusesSecondUpAsync(testbed, token);
                }
                finally
                {
                    await testbed.Lab.DownAsync(progress, CancellationToken.None);
                }

                progress.Report("down");
                Assert.Empty(testbed.Leftovers());
                Assert.False((await testbed.Lab.StatusAsync(token)).IsUp);
            }
        );

    private static async Task MigrateAsync(
        XenTestbed testbed,
        XenNodes nodes,
        MeasuredTimes progress,
        CancellationToken token
    )
    {
        XlMigrationLog? log = null;
        await PingedAsync(
            testbed,
            "xl migrate",
            progress,
            async () => log = await nodes.MigrateAsync(XenTestbed.Node0, XenTestbed.Node1, token),
            token
        );
        Assert.Equal(XlMigrationOutcome.Completed, log!.Outcome);
        Assert.Empty(log.Errors);
        progress.Report(
            "passes over dirty memory: "
                + string.Join(", ", log.Iterations.Select(pass => pass.FramesTotal))
        );
        Assert.NotEmpty(log.Iterations);
        await nodes.AssertOnlyOnAsync(XenTestbed.Node1, token);
    }

    private static async Task FenceAsync(
        XenTestbed testbed,
        LabConnection connection,
        XenNodes nodes,
        MeasuredTimes progress,
        CancellationToken token
    )
    {
        string[] fence =
        [
            .. connection
                .Agents[XenTestbed.Node0]
                .Fence.Select(word => word.Replace("{host}", "node1", StringComparison.Ordinal)),
        ];
        await nodes.RunAsync(XenTestbed.Node0, token, fence[0], fence[1..]);
        LabStatus status = await testbed.Lab.StatusAsync(token);
        progress.Report("node0 has fenced node1");
        Assert.False(status.IsUp);
        Assert.Equal([true, false, true], status.Hosts.Select(host => host.IsUp));
        await connection.Power!.OnAsync(XenTestbed.Node1, token);
        progress.Report("node1 is back");
        Assert.Empty((await nodes.ListAsync(XenTestbed.Node1, token)).Vms);
        Assert.True((await testbed.Lab.StatusAsync(token)).IsUp);
    }

    private static async Task AssertRefusesSecondUpAsync(
        XenTestbed testbed,
        CancellationToken token
    )
    {
        Exception? error = await CatchAsync(() =>
            testbed.Lab.UpAsync(new MeasuredTimes(testbed.Clock), token)
        );
        Assert.IsType<LabException>(error);
        Assert.True((await testbed.Lab.StatusAsync(token)).IsUp);
    }

    // xunit's own way would leave the run loop.
    private static async Task<Exception?> CatchAsync(Func<Task> call)
    {
        try
        {
            await call();
            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
    }

    /// <summary>Does something while x0 is pinged, and says what ping saw.</summary>
    private static async Task PingedAsync(
        XenTestbed testbed,
        string what,
        MeasuredTimes progress,
        Func<Task> act,
        CancellationToken token
    )
    {
        var watch = new PingWatch();
        LabConnection connection = await testbed.Lab.ConnectAsync(testbed.Clock, token);
        TimeSpan begin = testbed.Clock.Now;
        TimeSpan duration;
        await using (var scope = new TaskScope(testbed.Clock, token))
        {
            _ = scope.Start("ping", t => watch.WatchAsync(connection.Shell, XenNodes.Address, t));
            await act();
            duration = testbed.Clock.Now - begin;
            await testbed.Clock.DelayAsync(TimeSpan.FromSeconds(3), token);
        }

        progress.Report(
            FormattableString.Invariant(
                $"{what}: {duration.TotalSeconds:0.0} s, longest silence {watch.LongestSilence.TotalSeconds:0.00} s, {watch.Lost} of {watch.Answered + watch.Lost} pings lost"
            )
        );
        Assert.InRange(watch.Answered, 1, int.MaxValue);
    }
}
