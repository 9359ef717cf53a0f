using MigSim.Contracts;
using MigSim.Models.Migration;
using MigSim.Models.Prediction;
using MigSim.Simulation.Tests.Contracts;
using MigSim.Virtualization;

namespace MigSim.Simulation.Tests.Behaviour;

/// <summary>
/// On an idle link the testbed, event by event, and the calculator, which skips all that decides
/// nothing, must find the same.
/// </summary>
public sealed class PredictionAgreementTests
{
    private const double Tolerance = 5e-7;

    public static TheoryData<string, MigrationMode> Engines
    {
        get
        {
            var data = new TheoryData<string, MigrationMode>();
            foreach ((string name, EngineSettings settings) in MigrationEngines.ByName)
            {
                data.Add(name, MigrationMode.PreCopy);
                data.Add(name, MigrationMode.StopAndCopy);
                if (settings.HasPostCopy)
                {
                    data.Add(name, MigrationMode.PostCopy);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void MigrateAsync_NothingElseOnTheLink_TakesWhatIsPredicted(
        string engine,
        MigrationMode mode
    )
    {
        var fixture = new SimulatedFixture();
        VmSpec vm = fixture.Machines[1] with { Engine = engine };
        fixture.Run(async bed =>
        {
            await bed.Hypervisor.CreateAsync(vm, fixture.Hosts[0], bed.Token);
            MigrationReport report = await bed.Hypervisor.MigrateAsync(
                new(vm.Name, fixture.Hosts[0], fixture.Hosts[1], mode, TimeSpan.FromMinutes(5)),
                bed.Token
            );
            Assert.Equal(MigrationStatus.Completed, report.Status);
            MigrationOutcome outcome = Predict(vm, mode, report.DowntimeParts!);
            Assert.Equal(
                outcome.DowntimeSeconds!.Value,
                report.Downtime!.Value.TotalSeconds,
                Tolerance
            );
            Assert.Equal(outcome.TotalSeconds, report.TotalTime.TotalSeconds, Tolerance);
            Assert.Equal(outcome.Bytes, report.Transferred!.Value.Bytes, 1.0);
        });
    }

    [Theory]
    [InlineData(MigrationMode.PreCopy)]
    [InlineData(MigrationMode.PostCopy)]
    [InlineData(MigrationMode.Hybrid)]
    [InlineData(MigrationMode.StopAndCopy)]
    public void MigrateAsync_EngineOfAProfile_TakesWhatIsPredicted(MigrationMode mode)
    {
        var profile = new EngineProfile(
            new QemuSettings
            {
                Format = new StreamFormat { Page = 4104 },
                DowntimeLimit = 0.05,
            }
        )
        {
            Times = new MigrationTimes
            {
                Setup = 0.4,
                Suspend = 0.03,
                HandOver = 0.2,
                TearDown = 0.1,
            },
            RateMax = 30e6,
            FurtherPages = 500,
            TrackingCost = 0.2,
        };
        var fixture = new SimulatedFixture
        {
            Engines = MigrationEngines.Profiles.Add("mine", profile),
        };
        VmSpec vm = fixture.Machines[1] with
        {
            Engine = "mine",
            Mode = mode,
            PostCopyAfter = TimeSpan.FromSeconds(2),
        };
        fixture.Run(async bed =>
        {
            await bed.Hypervisor.CreateAsync(vm, fixture.Hosts[0], bed.Token);
            MigrationReport report = await bed.Hypervisor.MigrateAsync(
                new(vm.Name, fixture.Hosts[0], fixture.Hosts[1], mode, TimeSpan.FromMinutes(5)),
                bed.Token
            );
            MigrationOutcome outcome = Predict(vm, mode, report.DowntimeParts!, profile);
            Assert.Equal(
                outcome.DowntimeSeconds!.Value,
                report.Downtime!.Value.TotalSeconds,
                Tolerance
            );
            Assert.Equal(outcome.TotalSeconds, report.TotalTime.TotalSeconds, Tolerance);
            Assert.Equal(outcome.Bytes, report.Transferred!.Value.Bytes, 1.0);
        });
    }

    [Fact]
    public void MigrateAsync_TwoAtOnceWithQemu_ShareTheLinkAndTakeLonger()
    {
        var fixture = new SimulatedFixture();
        fixture.Run(async bed =>
        {
            VmSpec[] machines =
            [
                fixture.Machines[0] with
                {
                    Engine = "qemu",
                },
                fixture.Machines[2] with
                {
                    Engine = "qemu",
                },
            ];
            foreach (VmSpec vm in machines)
            {
                await bed.Hypervisor.CreateAsync(vm, fixture.Hosts[0], bed.Token);
            }

            MigrationReport[] reports = await Task.WhenAll(
                machines.Select(vm =>
                    bed.Hypervisor.MigrateAsync(
                        new(
                            vm.Name,
                            fixture.Hosts[0],
                            fixture.Hosts[1],
                            MigrationMode.PreCopy,
                            TimeSpan.FromMinutes(5)
                        ),
                        bed.Token
                    )
                )
            );
            MigrationOutcome alone = Predict(
                machines[0],
                MigrationMode.PreCopy,
                reports[0].DowntimeParts!
            );
            Assert.All(
                reports,
                report =>
                {
                    Assert.Equal(MigrationStatus.Completed, report.Status);
                    // Half of the link is 471 Mbit/s, where one alone copies at 500.
                    double copying = alone.TotalSeconds - 0.33;
                    Assert.InRange(
                        report.TotalTime.TotalSeconds - 0.33,
                        1.04 * copying,
                        1.08 * copying
                    );
                }
            );
        });
    }

    private static MigrationOutcome Predict(VmSpec vm, MigrationMode mode, DowntimeParts parts) =>
        Predict(vm, mode, parts, MigrationEngines.Profiles[vm.Engine]);

    private static MigrationOutcome Predict(
        VmSpec vm,
        MigrationMode mode,
        DowntimeParts parts,
        EngineProfile toolstack
    )
    {
        HypervisorProfile profile = SmallPlatform.Hypervisor;
        MigrationTimes further = toolstack.Times;
        double setup = profile.Migration.Setup.TotalSeconds + further.Setup;
        double agreement = parts.Handshake.TotalSeconds;
        double rate = Math.Min(profile.ControlDomain.CopyRate.BytesPerSecond, toolstack.RateMax);
        return Predictor.Predict(
            new(
                toolstack.Settings,
                mode,
                new DirtyMemory(vm.Workload.Writes, vm.Memory.Pages + (long)toolstack.FurtherPages),
                new IdealPath(rate)
            )
            {
                GuestSpeed = 1 - toolstack.TrackingCost,
                // The testbed counts from the first page.
                PostCopyAfter = setup + vm.PostCopyAfter.TotalSeconds,
                Times = new MigrationTimes
                {
                    Setup = setup,
                    Suspend = profile.Migration.Suspend.TotalSeconds + further.Suspend,
                    HandOver = agreement + profile.Migration.Resume.TotalSeconds + further.HandOver,
                    // The target's word that the guest runs: half of the words that agreed on it.
                    TearDown = (agreement / 2) + further.TearDown,
                },
            }
        );
    }
}
