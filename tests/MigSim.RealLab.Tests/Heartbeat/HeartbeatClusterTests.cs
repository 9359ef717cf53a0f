using System.Collections.Immutable;
using MigSim.Clustering;
using MigSim.Faults;
using MigSim.Lab.Faults;
using MigSim.Lab.Heartbeat;
using MigSim.Lab.Lifecycle;
using MigSim.RealLab.Tests.Namespaces;
using MigSim.Time;

namespace MigSim.RealLab.Tests.Heartbeat;

public sealed class HeartbeatClusterTests
{
    private static readonly HostName Leaving = TestLab.Members[0];

    private static readonly ImmutableArray<ClusterResource> Resources =
    [
        new(new("x0"), TestLab.Members[0], TestLab.Members[1]),
        new(new("x1"), TestLab.Members[0], TestLab.Members[2]),
    ];

    [Fact]
    public void StopAsync_ThenAnHeirIsKilled_EachResourceMovesOnceAndTheDeadAreKnown() =>
        RunCluster(
            async (cluster, token) =>
            {
                TimeSpan stopAt = cluster.Clock.Now;
                await cluster.Manager.StopAsync(Leaving, token);
                TimeSpan leftAt = cluster.Clock.Now;
                await cluster.WaitForAsync(
                    () => Resources.All(r => cluster.Started(r.Vm, r.Heir) is not null),
                    token
                );
                Report($"left after {(leftAt - stopAt).TotalSeconds:0.00} s");
                foreach (ClusterResource resource in Resources)
                {
                    TimeSpan started = cluster.Started(resource.Vm, resource.Heir)!.Value;
                    Report(
                        $"{resource.Vm} started on {resource.Heir} after {(started - stopAt).TotalSeconds:0.00} s"
                    );
                }

                // In order, one after the other, before anybody starts.
                ResourceEvent[] stops = [.. cluster.Events.Where(e => e.Verb == ScriptVerb.Stop)];
                Assert.Equal(["x0", "x0", "x1", "x1"], stops.Select(e => e.Vm.Value));
                Assert.All(stops, e => Assert.Equal(Leaving, e.Host));
                Assert.All(
                    cluster.Events.Where(e => e.Verb == ScriptVerb.Start),
                    e => Assert.True(e.At > stops[^1].At)
                );
                Assert.Equal(
                    Resources.Select(r => (r.Vm, r.Heir)).Order(),
                    cluster
                        .Events.Where(e => e is { Verb: ScriptVerb.Start, Exit: null })
                        .Select(e => (e.Vm, e.Host))
                        .Order()
                );

                // Not running any more: no wait, no harm.
                await cluster.Manager.StopAsync(Leaving, token);
                await cluster.WaitForAsync(
                    () =>
                        cluster.Detector.GetState(TestLab.Members[1], Leaving) == MemberState.Dead,
                    token
                );
                Assert.Equal(
                    MemberState.Alive,
                    cluster.Detector.GetState(TestLab.Members[1], TestLab.Members[2])
                );
            }
        );

    [Fact]
    public void InjectAsync_HeartbeatKilled_TheHeirsStartAfterTheDeadTime() =>
        RunCluster(
            async (cluster, token) =>
            {
                TimeSpan killAt = cluster.Clock.Now;
                await using IFaultHandle crash = await cluster.Faults.InjectAsync(
                    new Fault.ClusterManagerCrash(Leaving),
                    token
                );
                await cluster.WaitForAsync(
                    () => Resources.All(r => cluster.Started(r.Vm, r.Heir) is not null),
                    token
                );
                TimeSpan started = Resources
                    .Select(r => cluster.Started(r.Vm, r.Heir)!.Value)
                    .Max();
                await cluster.WaitForAsync(
                    () => cluster.Changes.Any(c => c.State == MemberState.Dead),
                    token
                );
                TimeSpan dead = cluster.Changes.Single(c => c.State == MemberState.Dead).At;
                Report(
                    $"killed, dead after {(dead - killAt).TotalSeconds:0.00} s, all started after {(started - killAt).TotalSeconds:0.00} s"
                );
                Assert.True(
                    dead - killAt
                        > RunningCluster.Times.DeadTime - (RunningCluster.Times.KeepAlive * 2)
                );
                Assert.DoesNotContain(cluster.Events, e => e.Verb == ScriptVerb.Stop);
                Assert.Equal(
                    2,
                    cluster.Events.Count(e => e is { Verb: ScriptVerb.Start, Exit: null })
                );

                // Where it runs it is not started over, and healing takes it and its files away.
                await Assert.ThrowsAsync<LabException>(() =>
                    cluster.Manager.StartAsync(TestLab.Members[1], token)
                );
                await cluster.AssertHealedAsync(token);
            }
        );

    private static void Report(string message) => MeasurementLog.Note($"{message}");

    private static void RunCluster(Func<RunningCluster, CancellationToken, Task> body)
    {
        RunningCluster.SkipWithoutHeartbeat();
        TestLab.RunUp(
            async (lab, connection, token) =>
            {
                await TrivialScript.InstallAsync(connection, Resources.Select(r => r.Vm), token);
                await using RunningCluster cluster = await RunningCluster.StartAsync(
                    connection,
                    lab.Clock,
                    Resources,
                    token
                );
                await body(cluster, token);
            }
        );
    }
}
