using System.Collections.Immutable;
using MigSim.Clustering;
using MigSim.Time;

namespace MigSim.Contracts;

/// <summary>What <see cref="IClusterManager"/> tells of its scripts, and how it ends.</summary>
public abstract class ClusterManagerEventContract : ScriptedCluster
{
    private HeartbeatOptions Times => Fixture.Cluster;

    private HostName Leaving => Fixture.Hosts[0];

    private ImmutableArray<ClusterResource> Resources => Fixture.Resources;

    [Fact]
    public void StartAsync_OneScriptFails_TheOtherResourcesStartAllTheSame() =>
        RunCluster(
            async (bed, script) =>
            {
                script.Broken = Resources[0].Vm;
                script.Calls.Clear();
                await using var scope = new TaskScope(bed.Clock, bed.Token);
                List<ResourceEvent> events = Record(bed, scope);
                await bed.ClusterManager.StopAsync(Leaving, bed.Token);
                await bed.WaitAsync(Takeover);
                Assert.Equal(Resources.Length, Of(script, ScriptVerb.Start).Length);
                Assert.Equal(
                    [Resources[0].Vm],
                    events
                        .Where(e => e is { Verb: ScriptVerb.Start, Exit: ScriptExit.GenericError })
                        .Select(e => e.Vm)
                );
            }
        );

    [Fact]
    public void WatchAsync_AControlledStop_YieldsEveryCallAndItsEnd() =>
        RunCluster(
            async (bed, script) =>
            {
                script.Calls.Clear();
                await using var scope = new TaskScope(bed.Clock, bed.Token);
                List<ResourceEvent> events = Record(bed, scope);
                await bed.ClusterManager.StopAsync(Leaving, bed.Token);
                await bed.WaitAsync(Takeover);
                Assert.Equal(script.Calls.Count * 2, events.Count);
                Assert.Equal([.. events.Order(Comparer)], events);
                foreach (ScriptCall call in script.Calls)
                {
                    ResourceEvent[] pair =
                    [
                        .. events.Where(e =>
                            (e.Verb, e.Vm, e.Host) == (call.Verb, call.Vm, call.Host)
                        ),
                    ];
                    Assert.Equal([false, true], pair.Select(e => e.Exit is not null));
                    Moments.AssertClose(call.Begin, pair[0].At, Fixture.Tolerance);
                    Moments.AssertClose(call.End, pair[1].At, Fixture.Tolerance);
                }
            }
        );

    [Fact]
    public void DisposeAsync_TakeoverUnderWay_EndsItAndTwiceIsHarmless() =>
        RunCluster(
            async (bed, script) =>
            {
                await bed.ClusterManager.StopAsync(Leaving, bed.Token);
                await bed.WaitAsync(Times.Delays.BeforeTakeover + Times.Delays.BeforeStart);
                await bed.ClusterManager.DisposeAsync();
                await bed.ClusterManager.DisposeAsync();
                int calls = script.Calls.Count;
                await bed.WaitAsync(Takeover);
                Assert.Equal(calls, script.Calls.Count);
            }
        );

    private static Comparer<ResourceEvent> Comparer { get; } =
        Comparer<ResourceEvent>.Create((left, right) => left.At.CompareTo(right.At));

    private static List<ResourceEvent> Record(Testbed bed, TaskScope scope)
    {
        var events = new List<ResourceEvent>();
        _ = scope.Start(
            "recording script calls",
            async token =>
            {
                await foreach (ResourceEvent call in bed.ClusterManager.WatchAsync(token))
                {
                    events.Add(call);
                }
            }
        );
        return events;
    }
}
