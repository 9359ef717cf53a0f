using System.Collections.Immutable;
using MigSim.Faults;
using MigSim.Virtualization;

namespace MigSim.Contracts;

/// <summary>What <see cref="IHypervisor.MigrateAsync"/> must do, and what it must never do.</summary>
public abstract class MigrationContract
{
    protected abstract ITestbedFixture Fixture { get; }

    private VmSpec Vm => Fixture.Machines[0];

    private HostName Source => Fixture.Hosts[0];

    private HostName Target => Fixture.Hosts[1];

    private ImmutableArray<HostName> Hosts => Fixture.Hosts;

    [Theory]
    [InlineData(MigrationMode.PreCopy)]
    [InlineData(MigrationMode.StopAndCopy)]
    public void MigrateAsync_NothingGoesWrong_RunsOnTheTarget(MigrationMode mode) =>
        Fixture.Run(async bed =>
        {
            Fixture.Scope.Require(mode);
            TimeSpan askedAt = await CreateAsync(bed);
            MigrationReport report = await MigrateAsync(bed, Request(mode));
            Assert.Equal(MigrationStatus.Completed, report.Status);
            Assert.Equal(Request(mode), report.Request);
            Moments.AssertClose(askedAt, report.StartedAt, Fixture.Tolerance);
            Moments.AssertClose(bed.Clock.Now - askedAt, report.TotalTime, Fixture.Tolerance);
            Assert.Equal([Target], await bed.RunsOnAsync(Vm.Name, Hosts));
            Assert.Empty(await bed.Hypervisor.ListAsync(Source, bed.Token));
        });

    [Theory]
    [InlineData(MigrationMode.PreCopy)]
    [InlineData(MigrationMode.StopAndCopy)]
    public void MigrateAsync_WatchedAllTheTime_NeverRunsOnBothHosts(MigrationMode mode) =>
        Fixture.Run(async bed =>
        {
            Fixture.Scope.Require(mode);
            await CreateAsync(bed);
            Sightings seen = await bed.WatchWhileAsync(
                Fixture,
                Vm.Name,
                async () =>
                {
                    await MigrateAsync(bed, Request(mode));
                    await bed.WaitAsync(Fixture.Watch * 2);
                }
            );
            Assert.True(seen.Looks > 3);
            Assert.Equal([Source, Target], seen.Places);
        });

    [Fact]
    public void MigrateAsync_AskedForTwice_TheSecondIsRefused() =>
        Fixture.Run(async bed =>
        {
            await CreateAsync(bed);
            Task<MigrationReport> first = bed.Hypervisor.MigrateAsync(
                Request(MigrationMode.PreCopy),
                bed.Token
            );
            await bed.WaitAsync(Fixture.MidMigration);
            await Machines.FailsAsync(
                HypervisorError.VmBusy,
                () => MigrateAsync(bed, Request(MigrationMode.PreCopy))
            );
            MigrationReport report = await first;
            Assert.Equal(MigrationStatus.Completed, report.Status);
            Assert.Equal([Target], await bed.RunsOnAsync(Vm.Name, Hosts));
        });

    [Fact]
    public void MigrateAsync_MachineIsElsewhere_VmNotFound() =>
        Fixture.Run(async bed =>
        {
            await CreateAsync(bed);
            await Machines.FailsAsync(
                HypervisorError.VmNotFound,
                () => MigrateAsync(bed, Request(MigrationMode.PreCopy) with { Source = Hosts[2] })
            );
            await AssertUntouchedAsync(bed);
        });

    [Fact]
    public void MigrateAsync_SeveralAtOnce_AllComplete() =>
        Fixture.Run(async bed =>
        {
            foreach (VmSpec spec in Fixture.Machines)
            {
                await bed.Hypervisor.CreateAsync(spec, Source, bed.Token);
            }

            Task<MigrationReport>[] migrations =
            [
                .. Fixture.Machines.Select(
                    (spec, index) =>
                        bed.Hypervisor.MigrateAsync(
                            Request(MigrationMode.PreCopy) with
                            {
                                Vm = spec.Name,
                                Target = Hosts[1 + (index % 2)],
                            },
                            bed.Token
                        )
                ),
            ];
            foreach (Task<MigrationReport> migration in migrations)
            {
                MigrationReport report = await migration;
                Assert.Equal(MigrationStatus.Completed, report.Status);
                Assert.Equal(
                    [report.Request.Target],
                    await bed.RunsOnAsync(report.Request.Vm, Hosts)
                );
            }
        });

    private MigrationRequest Request(MigrationMode mode) =>
        new(Vm.Name, Source, Target, mode, TimeSpan.FromHours(1));

    private static Task<MigrationReport> MigrateAsync(Testbed bed, MigrationRequest request) =>
        bed.Hypervisor.MigrateAsync(request, bed.Token);

    private async Task<TimeSpan> CreateAsync(Testbed bed)
    {
        await bed.Hypervisor.CreateAsync(Vm, Source, bed.Token);
        return bed.Clock.Now;
    }

    private async Task AssertUntouchedAsync(Testbed bed)
    {
        Assert.Equal([Source], await bed.RunsOnAsync(Vm.Name, Hosts));
        Assert.Empty(await bed.Hypervisor.ListAsync(Target, bed.Token));

        // Nothing is left behind that would refuse a second attempt.
        MigrationReport again = await MigrateAsync(bed, Request(MigrationMode.PreCopy));
        Assert.Equal(MigrationStatus.Completed, again.Status);
    }
}
