using MigSim.Experiments.Reports;
using MigSim.Models.Network;
using static MigSim.Simulation.Tests.Behaviour.ControlledFailureRun;

namespace MigSim.Simulation.Tests.Behaviour;

/// <summary>Migrations over networks with long round trips and with loss.</summary>
public sealed class LongPathTests
{
    private const string Lan = "platform.networks.lan";
    private const double GuestBytes = 128 << 20;

    [Theory]
    [InlineData(2.5, 0)]
    [InlineData(50, 0)]
    [InlineData(2.5, 0.001)]
    [InlineData(12.5, 0.001)]
    [InlineData(12.5, 0.01)]
    public void Migration_LongPath_TheRateFollowsTcpsLaw(double latencyMs, double loss)
    {
        // Two links each way, and 54 us in each stack.
        double roundTrip = (4 * latencyMs * 1e-3) + (4 * 54e-6);
        const double Window = 64 << 10;
        double law = TcpLaw.Rate(125e6, roundTrip, loss, Window);
        RunResult run = Of(
            LiveMigrate,
            $"{Lan}.latency={latencyMs} ms",
            $"{Lan}.loss={loss}",
            "machines.*.engine=stop-and-copy",
            "probe.interval=1 s",
            "probe.count=1500"
        );

        double seconds = run.Metric("migration.x0.downtime_ms") / 1000;
        Assert.InRange(GuestBytes / seconds, 0.95 * law, 1.05 * law);
    }

    [Fact]
    public void Probe_TenPercentLoss_AFifthOfTheRoundTripsIsLost()
    {
        RunResult run = Of(LiveMigrate, $"{Lan}.loss=0.1", "failure.at=29 s");

        double lost = run.Metric("probe.lost") / run.Metric("probe.sent");
        Assert.InRange(lost, 0.19 - 0.03, 0.19 + 0.03);
    }

    [Fact]
    public void PostCopy_GuestThatWritesMore_DowntimeIsTheSame()
    {
        RunResult idle = PostCopy("workloads/idle.yaml");
        RunResult busy = PostCopy("workloads/busy.yaml");

        Assert.Equal(
            idle.Metric("migration.x0.downtime_ms"),
            busy.Metric("migration.x0.downtime_ms"),
            1e-3
        );
    }

    [Fact]
    public void PreCopy_GuestsThatWantMoreProcessorsThanThereAre_WriteLess()
    {
        RunResult free = Crowded(0.1);
        RunResult crowded = Crowded(1);

        Assert.True(
            crowded.Metric("migration.x0.transferred_bytes")
                < 0.95 * free.Metric("migration.x0.transferred_bytes")
        );
    }

    private static RunResult PostCopy(string workload) =>
        Of(
            LiveMigrate,
            $"{Lan}.latency=10 ms",
            "machines.*.engine=qemu",
            "machines.*.mode=post-copy",
            $"machines.*.workload={workload}",
            "probe.interval=100 ms",
            "probe.count=3000"
        );

    private static RunResult Crowded(double share) =>
        Of(
            LiveMigrate,
            "platform.hosts.node0.processors=1",
            "machines.*.workload=workloads/busy.yaml",
            $"machines.*.workload.cpu_share={share.ToString(System.Globalization.CultureInfo.InvariantCulture)}"
        );
}
