using MigSim.Clustering;
using MigSim.Experiments.Recording;
using MigSim.Experiments.Reports;
using static MigSim.Simulation.Tests.Behaviour.ControlledFailureRun;

namespace MigSim.Simulation.Tests.Behaviour;

/// <summary>The order in which machines leave a host, and the network that carries the beats.</summary>
public sealed class TakeoverTests
{
    private const string OneHeir = "takeover.x1=node1";
    private const string Lan = "cluster.network=lan";
    private const string Slow = "platform.networks.lan.bandwidth=100 Mbit/s";
    private const string Long = "probe.count=6000";

    // A beat may be 4 ms late; a window of 64 KiB in the queue of 100 Mbit/s takes 5.4 ms.
    private static readonly string[] s_tight =
    [
        "cluster.keepalive=50 ms",
        "cluster.warntime=52 ms",
        "cluster.deadtime=54 ms",
    ];

    [Fact]
    public void Order_OneByOne_TheSecondBeginsWhenTheFirstHasEnded()
    {
        RunResult run = Of(LiveMigrate, OneHeir);

        Assert.True(Started(run, "x1") >= Ended(run, "x0"));
    }

    [Fact]
    public void Order_AllAtOnce_BothAreMovedAtTheSameTime()
    {
        RunResult run = Of(LiveMigrate, OneHeir, "cluster.order=all-at-once");

        Assert.True(Started(run, "x1") < Ended(run, "x0"));
        Assert.True(Started(run, "x0") < Ended(run, "x1"));
    }

    [Fact]
    public void Order_AllAtOnce_StopsOverlapToo()
    {
        RunResult oneByOne = Of(StopStart);
        RunResult allAtOnce = Of(StopStart, "cluster.order=all-at-once");

        Assert.True(
            Began(oneByOne, "x1", ScriptVerb.Stop) >= Over(oneByOne, "x0", ScriptVerb.Stop)
        );
        Assert.Equal(
            Began(allAtOnce, "x0", ScriptVerb.Stop),
            Began(allAtOnce, "x1", ScriptVerb.Stop)
        );
    }

    [Fact]
    public void Drain_TwoMachines_TotalIsOfTheLastAndDowntimeOfTheLongest()
    {
        RunResult run = Of(LiveMigrate, OneHeir);

        double last = Math.Max(Ended(run, "x0"), Ended(run, "x1")) - 18_000;
        Assert.Equal(last, run.Metric("drain.total_ms"), 6);
        Assert.Equal(
            Math.Max(
                run.Metric("migration.x0.downtime_ms"),
                run.Metric("migration.x1.downtime_ms")
            ),
            run.Metric("drain.downtime_max_ms")
        );
    }

    [Fact]
    public void Network_LanThatMigrationsFill_TightDeadTimeRaisesFalseAlarms()
    {
        RunResult shared = Of(StopStart, [Lan, Slow, Long, .. s_tight]);
        RunResult loose = Of(StopStart, Lan, Slow, Long);

        Assert.True(shared.Metric("cluster.false_alarms") > 0);
        Assert.Equal(0, loose.Metric("cluster.false_alarms"));
    }

    [Fact]
    public void Network_OfTheirOwn_BeatsDoNotNoticeTheCopying()
    {
        RunResult run = Of(StopStart, [Slow, Long, .. s_tight]);

        Assert.DoesNotContain("cluster.false_alarms", run.Report.Metrics.Keys);
        Assert.All(
            run.Events.OfType<RunEvent.MemberChanged>()
                .Where(change => change.State == MemberState.Dead),
            change => Assert.Equal("node0", change.Member.Value)
        );
        Assert.All(
            run.Events.OfType<RunEvent.MemberChanged>()
                .Where(change => change.State == MemberState.Dead),
            change => Assert.True(change.At.TotalMilliseconds > Over(run, "x1", ScriptVerb.Stop))
        );
    }

    private static double Started(RunResult run, string vm) => Began(run, vm, ScriptVerb.Start);

    private static double Ended(RunResult run, string vm) => Over(run, vm, ScriptVerb.Start);

    private static double Began(RunResult run, string vm, ScriptVerb verb) =>
        run
            .Events.OfType<RunEvent.ScriptCalled>()
            .First(call => call.Vm.Value == vm && call.Verb == verb && IsAfterFailure(call.At))
            .At.TotalMilliseconds;

    private static double Over(RunResult run, string vm, ScriptVerb verb) =>
        run
            .Events.OfType<RunEvent.ScriptEnded>()
            .First(call => call.Vm.Value == vm && call.Verb == verb && IsAfterFailure(call.At))
            .At.TotalMilliseconds;

    private static bool IsAfterFailure(TimeSpan at) => at >= TimeSpan.FromSeconds(18);
}
