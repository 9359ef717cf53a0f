using System.Collections.Immutable;
using MigSim.Experiments.Calibrations;
using MigSim.Experiments.Input;
using MigSim.Experiments.Scenarios;
using MigSim.Experiments.Tests.Input;

namespace MigSim.Experiments.Tests.Calibrations;

/// <summary>A scenario that leaves the inputs for which its constants were fitted says so.</summary>
public sealed class CalibrationWarningsTests
{
    private const string Lan = "platform.networks.lan.bandwidth";

    [Fact]
    public void Of_InputsThatWereFitted_SaysNothing() => Assert.Empty(Warnings());

    [Theory]
    [InlineData(
        $"{Lan}=10 Gbit/s",
        "bandwidth_bps is 9414.82 Mbit/s, and only 95.6407 Mbit/s to 956.407 Mbit/s"
    )]
    [InlineData(
        "machines.x0.memory=256 MiB",
        "ram_bytes is 256 MiB, and only 128.008 MiB was fitted"
    )]
    [InlineData("machines.x0.mode=post-copy", "mode is post-copy, and only pre-copy was fitted")]
    [InlineData(
        "machines.x0.workload.writes.hot.rewrites=20 /s",
        "dirty_rate_pages_per_s is 40960"
    )]
    public void Of_OtherInputs_NamesThemTheRangeAndTheFit(string set, string expected)
    {
        string warning = Assert.Single(Warnings(set));
        Assert.StartsWith(expected, warning, StringComparison.Ordinal);
        Assert.Contains(
            "(x0; calibration/campaigns/qemu-lab, fit all, sha256:",
            warning,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Of_LinkOfAHostThatTakesNoPart_SaysNothing() =>
        Assert.Empty(
            Warnings("platform.hosts.node2.lan={address: 192.168.1.12, bandwidth: 10 Gbit/s}")
        );

    [Fact]
    public void Of_MachineWithAnEngineOfAnotherOrigin_SaysNothing() =>
        Assert.Empty(Warnings("machines.x0.engine=xen-legacy", "machines.x0.memory=256 MiB"));

    [Fact]
    public void Of_HypervisorThatWasFitted_SaysItOnceForAllMachines() =>
        Assert.Equal(
            1,
            CalibrationWarnings
                .Of(
                    ScenarioFile
                        .Load(
                            Input.Models.PathOf("controlled-failure.yaml"),
                            ["script=live-migrate", "machines.*.memory=256 MiB"]
                        )
                        .Points.Single()
                )
                .Count(text =>
                    text.Contains(
                        "(x0, x1; calibration/campaigns/paper-tables",
                        StringComparison.Ordinal
                    )
                )
        );

    [Fact]
    public void AppliedCalibrations_NameCampaignFitAndDigest() =>
        Assert.Matches(
            "^calibration/campaigns/qemu-lab, fit all, sha256:[0-9a-f]{12}$",
            AppliedCalibrations
                .Of(Load())
                .Single(id => id.Contains("qemu-lab", StringComparison.Ordinal))
        );

    private static ImmutableArray<string> Warnings(params string[] sets) =>
        [
            .. CalibrationWarnings
                .Of(Load(sets))
                .Where(text => text.Contains("qemu-lab", StringComparison.Ordinal)),
        ];

    private static Scenario Load(params string[] sets) =>
        ScenarioFile
            .Load(
                Input.Models.PathOf("lab-migrations.yaml"),
                [.. sets.Prepend("machines.x0.workload.writes.hot.rewrites=0.3 /s")]
            )
            .Points.First(point =>
                point.Machines[0].Spec.Workload.Writes.Any(hot => hot.Pages > 0)
            );
}
