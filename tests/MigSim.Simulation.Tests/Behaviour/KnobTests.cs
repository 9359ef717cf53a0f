using MigSim.Experiments.Reports;
using static MigSim.Simulation.Tests.Behaviour.ControlledFailureRun;

namespace MigSim.Simulation.Tests.Behaviour;

/// <summary>What happens when one turns a knob: directions and analytic limits, no stored numbers.</summary>
public sealed class KnobTests
{
    private const string Bandwidth = "platform.networks.lan.bandwidth";
    private const string Memory = "machines.*.memory";
    private const string Workload = "machines.*.workload";
    private const string Domain = "hypervisor.control_domain";
    private const double PageBytes = 4096;

    // 128 MiB in pages, and the processor time of one, as the profile has it.
    private const double GuestPages = 32768;
    private const double CopySecondsPerPage = 36.6e-6;

    [Theory]
    [InlineData(LiveMigrate)]
    [InlineData(StopStart)]
    public void Bandwidth_TenTimesMore_NothingGetsSlower(string script)
    {
        RunResult gigabit = Of(script);
        RunResult faster = Of(script, $"{Bandwidth}=10 Gbit/s");

        Assert.True(faster.Metric("rtt.before.mean_ms") < gigabit.Metric("rtt.before.mean_ms"));
        Assert.True(faster.Metric("rtt.during.mean_ms") < gigabit.Metric("rtt.during.mean_ms"));
        Assert.True(
            faster.Metric("failover.x0.total_ms") <= gigabit.Metric("failover.x0.total_ms")
        );
    }

    [Fact]
    public void Bandwidth_TenTimesMore_CopyingStaysBoundByTheControlDomain()
    {
        RunResult faster = Of(LiveMigrate, $"{Bandwidth}=10 Gbit/s");

        // Both machines' pages pass one processor of node0's control domain.
        double copyMs = 2 * GuestPages * CopySecondsPerPage * 1000;
        double total = faster.Metric("migration.x0.total_ms");
        Assert.InRange(total, copyMs, copyMs * 1.2);
    }

    [Fact]
    public void Bandwidth_HundredMegabits_TheLinkIsTheLimitAndItsQueueIsFelt()
    {
        RunResult slow = Of(LiveMigrate, $"{Bandwidth}=100 Mbit/s", "probe.count=6000");

        // Both machines share the 94.15 Mbit/s of goodput of node0's link.
        double copyMs = 2 * GuestPages * PageBytes * 8 / (100e6 * 1448 / 1538) * 1000;
        // The 308 hot pages are written faster than half that link carries them: every round allowed.
        Assert.InRange(slow.Metric("migration.x0.total_ms"), copyMs, copyMs * 1.15);
        Assert.Equal(29, slow.Metric("migration.x0.rounds"));

        // Two windows of 64 KiB stand in the queue: at most 11.1 ms.
        Assert.InRange(slow.Metric("rtt.during.p50_ms"), 8, 12.5);
    }

    // Times are whole nanoseconds: at some rates a queue that is just full seemed to be more than full.
    [Theory]
    [InlineData("100 Mbit/s")]
    [InlineData("177.8 Mbit/s")]
    [InlineData("316.2 Mbit/s")]
    [InlineData("562.3 Mbit/s")]
    public void Bandwidth_WindowsFillTheQueue_PingsWaitAndAreNotLost(string bandwidth)
    {
        RunResult run = Of(
            LiveMigrate,
            $"{Bandwidth}={bandwidth}",
            "hypervisor.migration.stream_window=24 MiB",
            $"{Workload}=workloads/idle.yaml",
            "probe.count=5000"
        );

        // Two downtimes of 228 ms at most, the other machine's not being x0's.
        Assert.InRange(run.Metric("probe.lost"), 0, 30);
    }

    [Fact]
    public void Workload_WritesNothing_OnePassAndTheStop()
    {
        RunResult idle = Of(LiveMigrate, $"{Workload}=workloads/idle.yaml");

        Assert.Equal(1, idle.Metric("migration.x0.rounds"));
        Assert.Equal(GuestPages * PageBytes, idle.Metric("migration.x0.transferred_bytes"));

        // Suspend and resume, nothing to copy.
        Assert.InRange(idle.Metric("migration.x0.downtime_ms"), 228, 229);
    }

    [Fact]
    public void SystemWrites_TheSamePagesAsALoad_MoveAlike()
    {
        const string Pages = "{ hot: { pages: 308, rewrites: 5.36 /s } }";
        RunResult load = Of(LiveMigrate, $"{Workload}={{ cpu_share: 0, writes: {Pages} }}");
        RunResult system = Of(
            LiveMigrate,
            $"{Workload}={{ cpu_share: 0, system_writes: {Pages} }}"
        );

        Assert.Equal(load.Report.Metrics, system.Report.Metrics);
        Assert.True(load.Metric("migration.x0.rounds") > 1);
    }

    [Fact]
    public void Workload_WritesFasterThanTheLink_EndsAtTheLimitWithALongStop()
    {
        const string Writer =
            "{ cpu_share: 1, writes: { all: { pages: 30000, rewrites: 50 /s } } }";
        RunResult busy = Of(LiveMigrate, $"{Workload}={Writer}", "probe.count=6000");
        RunResult light = Of(LiveMigrate, "probe.count=6000");

        // The last pass alone must carry nearly every page that is written.
        double lastCopyMs = 30000 * CopySecondsPerPage * 1000;
        Assert.True(busy.Metric("migration.x0.downtime_ms") > lastCopyMs);
        Assert.True(busy.Metric("migration.x0.total_ms") > light.Metric("migration.x0.total_ms"));
        Assert.InRange(busy.Metric("migration.x0.rounds"), 2, 29);

        // Never more than three times its memory before the stop, and once more after it.
        Assert.InRange(
            busy.Metric("migration.x0.transferred_bytes"),
            GuestPages * PageBytes,
            4.05 * GuestPages * PageBytes
        );
    }

    [Fact]
    public void Hypervisor_None_TheAdditiveCostOfAGuestPacketIsGone()
    {
        RunResult xen = Of(LiveMigrate);
        RunResult none = Of(LiveMigrate, "hypervisor=hypervisors/none.yaml");

        // A ping passes the control domain twice, at 10.7 us each.
        double difference = xen.Metric("rtt.before.mean_ms") - none.Metric("rtt.before.mean_ms");
        Assert.Equal(0.0214, difference, 0.0002);
        Assert.True(none.Metric("migration.x0.total_ms") < xen.Metric("migration.x0.total_ms"));
    }

    [Theory]
    [InlineData(LiveMigrate)]
    [InlineData(StopStart)]
    public void Hold_Longer_PingsWaitLonger(string script)
    {
        RunResult usual = Of(script);
        RunResult longer = Of(script, $"{Domain}.copy_hold=0.86 ms");

        Assert.True(longer.Metric("rtt.during.mean_ms") > usual.Metric("rtt.during.mean_ms"));
        Assert.True(longer.Metric("rtt.after.first_ms") > usual.Metric("rtt.after.first_ms"));
        Assert.Equal(usual.Metric("rtt.before.mean_ms"), longer.Metric("rtt.before.mean_ms"), 6);
    }

    [Fact]
    public void Hold_None_OnlyTheLinkIsFelt()
    {
        // Without it, a live migration that does not fill the link is hardly felt; reading two
        // images back fills the link of the host that pings.
        RunResult live = Of(LiveMigrate, $"{Domain}.copy_hold=0 ms");
        RunResult staged = Of(StopStart, $"{Domain}.copy_hold=0 ms");

        Assert.InRange(live.Metric("rtt.during.p50_ms"), 0.25, 0.45);
        Assert.InRange(staged.Metric("rtt.during.max_ms"), 2.0, 2.5);
    }

    [Fact]
    public void Memory_TwiceAsMuch_CopyingTakesTwiceAsLong()
    {
        double one = Of(LiveMigrate, "probe.count=6000").Metric("migration.x0.total_ms");
        double two = Of(LiveMigrate, "probe.count=6000", $"{Memory}=256 MiB")
            .Metric("migration.x0.total_ms");

        double copyMs = 2 * GuestPages * CopySecondsPerPage * 1000;
        Assert.InRange(two - one, copyMs * 0.99, copyMs * 1.05);
    }

    [Theory]
    [InlineData("staged-copy", 20, 60)]
    [InlineData("save-restore", 300, 1000)]
    [InlineData("reboot", 1400, 1800)]
    public void Restart_EachReading_LosesSoManyPings(string restart, int least, int most)
    {
        RunResult run = Of(StopStart, $"restart={restart}", "probe.count=6000");

        Assert.InRange(run.Metric("probe.lost"), least, most);
        Assert.Equal(
            10 * run.Metric("probe.lost"),
            run.Metric("service.x0.downtime_ms"),
            tolerance: 20
        );
    }

    [Fact]
    public void Crash_OfTheHost_IsNoticedWithinTheDeadTime()
    {
        RunResult run = Of(LiveMigrate, "failure.kind=crash", "probe.count=6000");

        // Silence of the dead time less at most one beat, then take-over and boot (12.452 s).
        double deadAndBootMs = 5000 + 12452;
        Assert.InRange(
            run.Metric("failover.x0.total_ms"),
            deadAndBootMs - 1000,
            deadAndBootMs + 1000
        );
        Assert.Null(run.Report.Metrics["migration.x0.total_ms"]);
    }

    [Fact]
    public void Alone_WithoutX1_CopyingRunsAtTheMeasuredRate()
    {
        RunResult both = Of(LiveMigrate);
        RunResult alone = Of(LiveMigrate, "machines.x1.host=node2", "takeover={ x0: node1 }");

        // One copying process has the processor to itself: 555 Mbit/s.
        double copyMs = GuestPages * PageBytes * 8 / 555e6 * 1000;
        double total = alone.Metric("migration.x0.total_ms");
        Assert.InRange(total, copyMs + 300, copyMs + 400);
        Assert.True(total < both.Metric("migration.x0.total_ms"));
        Assert.True(alone.Metric("rtt.during.mean_ms") < both.Metric("rtt.during.mean_ms"));
    }
}
