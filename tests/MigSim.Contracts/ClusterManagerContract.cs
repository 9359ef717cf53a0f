using System.Collections.Immutable;
using MigSim.Clustering;
using MigSim.Faults;
using MigSim.Time;

namespace MigSim.Contracts;

/// <summary>What <see cref="IClusterManager"/> must do, whatever its resource script does.</summary>
public abstract class ClusterManagerContract : ScriptedCluster
{
    private HeartbeatOptions Times => Fixture.Cluster;

    private HostName Leaving => Fixture.Hosts[0];

    private ImmutableArray<ClusterResource> Resources => Fixture.Resources;

    [Fact]
    public void StartAsync_FirstStart_StartsTheResourcesThatAreAtHome() =>
        RunCluster(
            (bed, script) =>
            {
                Assert.Equal(
                    Resources.SelectMany(resource =>
                        new[]
                        {
                            (ScriptVerb.Status, resource.Vm, resource.Home),
                            (ScriptVerb.Start, resource.Vm, resource.Home),
                        }
                    ),
                    script.Calls.Select(call => (call.Verb, call.Vm, call.Host))
                );
                return Task.CompletedTask;
            }
        );

    [Fact]
    public void StopAsync_MemberHoldsResources_StopsThemInOrderOneAfterTheOther() =>
        RunCluster(
            async (bed, script) =>
            {
                script.Calls.Clear();
                await bed.ClusterManager.StopAsync(Leaving, bed.Token);
                ScriptCall[] stops = Of(script, ScriptVerb.Stop);
                Assert.Equal(Resources.Select(resource => resource.Vm), stops.Select(c => c.Vm));
                Assert.All(stops, call => Assert.Equal(Leaving, call.Host));
                AssertOneAfterTheOther(stops);
                Assert.True(bed.Clock.Now >= stops[^1].End);
            }
        );

    [Fact]
    public void StopAsync_MemberHoldsResources_TheHeirsAskThenStartWithoutWaitingForTheDeadTime() =>
        RunCluster(
            async (bed, script) =>
            {
                script.Calls.Clear();
                await bed.ClusterManager.StopAsync(Leaving, bed.Token);
                TimeSpan leftAt = bed.Clock.Now;
                await bed.WaitAsync(Times.DeadTime - Times.KeepAlive - Fixture.Tolerance);
                TimeSpan lastStop = Of(script, ScriptVerb.Stop)[^1].End;
                foreach (HostName heir in Fixture.Hosts.Remove(Leaving))
                {
                    ScriptCall[] calls = [.. script.Calls.Where(call => call.Host == heir)];
                    AssertTakesOver(heir, calls);
                    Assert.True(calls[0].Begin >= lastStop);
                    Assert.InRange(calls[^1].End, leftAt, leftAt + Takeover);
                }
            }
        );

    [Fact]
    public void Crash_MemberHeldResources_TheHeirsStartThemAfterTheDeadTime() =>
        RunCluster(
            async (bed, script) =>
            {
                script.Calls.Clear();
                TimeSpan crashAt = bed.Clock.Now;
                await bed.Faults.InjectAsync(new Fault.HostCrash(Leaving), bed.Token);
                await bed.WaitAsync(Times.DeadTime + Takeover);
                Assert.Empty(Of(script, ScriptVerb.Stop));
                TimeSpan earliest = crashAt + Times.DeadTime - Times.KeepAlive;
                TimeSpan latest = crashAt + Times.DeadTime + Times.Delays.BeforeTakeover;
                foreach (HostName heir in Fixture.Hosts.Remove(Leaving))
                {
                    ScriptCall[] calls = [.. script.Calls.Where(call => call.Host == heir)];
                    AssertTakesOver(heir, calls);
                    Assert.InRange(calls[0].Begin, earliest, latest + Fixture.Tolerance);
                }
            }
        );

    [Fact]
    public void StopAsync_AnHeirLeavesLater_StopsWhatItTookOver() =>
        RunCluster(
            async (bed, script) =>
            {
                HostName heir = Fixture.Hosts[1];
                await bed.ClusterManager.StopAsync(Leaving, bed.Token);
                await bed.WaitAsync(Takeover);
                script.Calls.Clear();
                await bed.ClusterManager.StopAsync(heir, bed.Token);
                Assert.Equal(
                    Resources.Where(resource => resource.Heir == heir).Select(r => r.Vm),
                    Of(script, ScriptVerb.Stop).Select(call => call.Vm)
                );
                Assert.All(script.Calls, call => Assert.Equal(heir, call.Host));
            }
        );

    [Fact]
    public void StopAsync_Twice_TheSecondIsHarmless() =>
        RunCluster(
            async (bed, script) =>
            {
                await bed.ClusterManager.StopAsync(Leaving, bed.Token);
                await bed.WaitAsync(Takeover);
                script.Calls.Clear();
                await bed.ClusterManager.StopAsync(Leaving, bed.Token);
                await bed.WaitAsync(Takeover);
                Assert.Empty(Of(script, ScriptVerb.Stop));
                Assert.Empty(Of(script, ScriptVerb.Start));
            }
        );

    [Fact]
    public void StopAsync_TwiceAtOnce_EveryResourceIsStoppedOnceAndStartedOnce() =>
        RunCluster(
            async (bed, script) =>
            {
                script.Calls.Clear();
                Task first = bed.ClusterManager.StopAsync(Leaving, bed.Token);
                Task second = bed.ClusterManager.StopAsync(Leaving, bed.Token);
                await first;
                await second;
                await bed.WaitAsync(Takeover);
                Assert.Equal(Resources.Length, Of(script, ScriptVerb.Stop).Length);
                Assert.Equal(Resources.Length, Of(script, ScriptVerb.Start).Length);
            }
        );

    [Fact]
    public void StopAsync_LongAgo_TheDeadTimeStartsNothingASecondTime() =>
        RunCluster(
            async (bed, script) =>
            {
                script.Calls.Clear();
                await bed.ClusterManager.StopAsync(Leaving, bed.Token);
                await bed.WaitAsync((Times.DeadTime * 3) + Takeover);
                Assert.Equal(Resources.Length, Of(script, ScriptVerb.Start).Length);
            }
        );

    [Fact]
    public void StopAsync_TheHostFailsMeanwhile_NoFurtherScriptIsCalledThereAndTheHeirsTakeOver() =>
        RunCluster(
            async (bed, script) =>
            {
                script.Calls.Clear();
                await using var scope = new TaskScope(bed.Clock, bed.Token);
                Task stop = scope.Start(
                    "stop",
                    token => bed.ClusterManager.StopAsync(Leaving, token)
                );
                await bed.WaitAsync(Times.Delays.BeforeRelease + (TimedScript.Duration / 2));
                await using IFaultHandle crash = await bed.Faults.InjectAsync(
                    new Fault.HostCrash(Leaving),
                    bed.Token
                );
                await stop;
                await bed.WaitAsync(Times.DeadTime + Times.KeepAlive + Takeover);

                // The one that was under way may or may not have seen its own end.
                Assert.InRange(Of(script, ScriptVerb.Stop).Length, 0, 1);
                Assert.Equal(Resources.Length, Of(script, ScriptVerb.Start).Length);
                Assert.DoesNotContain(
                    script.Calls,
                    call => call.Host == Leaving && call.Verb != ScriptVerb.Stop
                );
            }
        );

    private static void AssertOneAfterTheOther(IReadOnlyList<ScriptCall> calls)
    {
        foreach ((ScriptCall before, ScriptCall call) in calls.Zip(calls.Skip(1)))
        {
            Assert.True(before.End <= call.Begin, $"{before} overlaps {call}.");
        }
    }

    private void AssertTakesOver(HostName heir, ScriptCall[] calls)
    {
        VmName[] inherited = [.. Resources.Where(r => r.Heir == heir).Select(r => r.Vm)];
        Assert.Equal(
            inherited.SelectMany(vm => new[] { (ScriptVerb.Status, vm), (ScriptVerb.Start, vm) }),
            calls.Select(call => (call.Verb, call.Vm))
        );
        AssertOneAfterTheOther(calls);
    }
}
