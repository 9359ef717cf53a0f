using System.Collections.Immutable;
using MigSim.Faults;
using MigSim.Virtualization;

namespace MigSim.Contracts;

/// <summary>
/// What <see cref="IHypervisor.MigrateAsync"/> must do if a migration does not come to its end:
/// where the machine runs then, and what the status says of it.
/// </summary>
public abstract class MigrationFailureContract
{
    protected abstract ITestbedFixture Fixture { get; }

    private VmSpec Vm => Fixture.Machines[0];

    private HostName Source => Fixture.Hosts[0];

    private HostName Target => Fixture.Hosts[1];

    private ImmutableArray<HostName> Hosts => Fixture.Hosts;

    [Fact]
    public void MigrateAsync_TimeIsOver_TimedOutAndRunsAtTheSource() =>
        Fixture.Run(async bed =>
        {
            await CreateAsync(bed);
            MigrationRequest hasty = Request(MigrationMode.PreCopy) with
            {
                Timeout = Fixture.MidMigration,
            };
            TimeSpan begin = bed.Clock.Now;
            MigrationReport report = await MigrateAsync(bed, hasty);
            Assert.Equal(MigrationStatus.TimedOut, report.Status);
            Moments.AssertClose(begin + hasty.Timeout, bed.Clock.Now, Fixture.Tolerance);
            await AssertUntouchedAsync(bed);
        });

    [Theory]
    [InlineData(MigrationMode.PreCopy)]
    [InlineData(MigrationMode.StopAndCopy)]
    public void MigrateAsync_Cancelled_AbortedAndRunsAtTheSource(MigrationMode mode) =>
        Fixture.Run(async bed =>
        {
            Fixture.Scope.Require(mode);
            await CreateAsync(bed);
            using var early = CancellationTokenSource.CreateLinkedTokenSource(bed.Token);
            Task<MigrationReport> migration = bed.Hypervisor.MigrateAsync(
                Request(mode),
                early.Token
            );
            await bed.WaitAsync(Fixture.MidMigration);
            early.Cancel();
            MigrationReport report = await migration;
            Assert.Equal(MigrationStatus.Aborted, report.Status);
            await AssertUntouchedAsync(bed);
        });

    [Fact]
    public void MigrateAsync_CancelledAtAnyMoment_StatusTellsWhereItRuns() =>
        Fixture.Run(async bed =>
        {
            await CreateAsync(bed);
            MigrationReport whole = await MigrateAsync(bed, Request(MigrationMode.PreCopy));
            await bed.Hypervisor.DestroyAsync(Vm.Name, Target, bed.Token);
            await CreateAsync(bed);
            TimeSpan lastWord = whole.TotalTime - TimeSpan.FromMicroseconds(10);
            TimeSpan step = whole.TotalTime / Fixture.Scope.Moments;
            for (TimeSpan at = TimeSpan.Zero; at <= whole.TotalTime + step; at += step)
            {
                await CancelAtAsync(bed, at < lastWord && at + step > lastWord ? lastWord : at);
            }
        });

    [Fact]
    public void MigrateAsync_TargetFails_TargetFailedAndRunsAtTheSource() =>
        Fixture.Run(async bed =>
        {
            await CreateAsync(bed);
            MigrationReport report = await FailAtAsync(bed, Target, Fixture.MidMigration);
            Assert.Equal(MigrationStatus.TargetFailed, report.Status);
            Assert.Equal([Source], await bed.RunsOnAsync(Vm.Name, Hosts));
            MigrationReport again = await MigrateAsync(
                bed,
                Request(MigrationMode.PreCopy) with
                {
                    Target = Hosts[2],
                }
            );
            Assert.Equal(MigrationStatus.Completed, again.Status);
        });

    [Fact]
    public void MigrateAsync_SourceFails_SourceFailedAndTheMachineIsLost() =>
        Fixture.Run(async bed =>
        {
            await CreateAsync(bed);
            MigrationReport report = await FailAtAsync(bed, Source, Fixture.MidMigration);
            Assert.Equal(MigrationStatus.SourceFailed, report.Status);
            Assert.Empty(await bed.RunsOnAsync(Vm.Name, Hosts));
            await bed.Hypervisor.CreateAsync(Vm, Target, bed.Token);
        });

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void MigrateAsync_AHostFailsAndComesBackAtAnyMoment_StatusTellsWhereItRuns(int host) =>
        Fixture.Run(async bed =>
        {
            await CreateAsync(bed);
            MigrationReport whole = await MigrateAsync(bed, Request(MigrationMode.PreCopy));
            await bed.Hypervisor.DestroyAsync(Vm.Name, Target, bed.Token);
            TimeSpan step = whole.TotalTime / Fixture.Scope.Moments;
            for (TimeSpan at = Fixture.Scope.Begun; at < whole.TotalTime; at += step)
            {
                await CreateAsync(bed);
                TimeSpan failedAt = bed.Clock.Now + at;
                MigrationReport report = await FailAtAsync(bed, Hosts[host], at, heal: true);
                HostName[] places = await bed.RunsOnAsync(Vm.Name, Hosts);
                // One that completed may be lost before anybody has heard of it, at the end.
                bool isLostLater =
                    report.Status == MigrationStatus.Completed
                    && places.Length == 0
                    && failedAt > report.StartedAt + (report.TotalTime / 2);
                if (failedAt < report.StartedAt + report.TotalTime && !isLostLater)
                {
                    AssertPlaces(report.Status, places);
                }

                foreach (HostName place in places)
                {
                    await bed.Hypervisor.DestroyAsync(Vm.Name, place, bed.Token);
                }
            }
        });

    [Fact]
    public void MigrateAsync_UnknownEngine_FailsAndLeavesTheMachineUsable() =>
        Fixture.Run(async bed =>
        {
            Assert.SkipUnless(Fixture.Scope.HasEngines, "This testbed has one engine only.");
            VmSpec odd = Vm with { Engine = "no-such-engine" };
            await bed.Hypervisor.CreateAsync(odd, Source, bed.Token);
            await Calls.ThrowsAsync<ArgumentException>(() =>
                MigrateAsync(bed, Request(MigrationMode.PreCopy))
            );
            await bed.Hypervisor.DestroyAsync(odd.Name, Source, bed.Token);
        });

    [Fact]
    public void MigrateAsync_GuestCrashedMeanwhile_DoesNotComeBackToLife() =>
        Fixture.Run(async bed =>
        {
            await CreateAsync(bed);
            Task<MigrationReport> migration = MigrateAsync(bed, Request(MigrationMode.PreCopy));
            await bed.WaitAsync(Fixture.MidMigration);
            await bed.Faults.InjectAsync(new Fault.VmCrash(Vm.Name, Source), bed.Token);
            await migration;
            Assert.Empty(await bed.RunsOnAsync(Vm.Name, Hosts));
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

    private async Task CancelAtAsync(Testbed bed, TimeSpan at)
    {
        using var early = CancellationTokenSource.CreateLinkedTokenSource(bed.Token);
        Task<MigrationReport> migration = bed.Hypervisor.MigrateAsync(
            Request(MigrationMode.PreCopy),
            early.Token
        );
        await bed.WaitAsync(at);
        early.Cancel();
        MigrationReport report = await migration;
        AssertPlaces(report.Status, await bed.RunsOnAsync(Vm.Name, Hosts));
        if (report.Status == MigrationStatus.Completed)
        {
            await bed.Hypervisor.DestroyAsync(Vm.Name, Target, bed.Token);
            await CreateAsync(bed);
        }
    }

    private async Task<MigrationReport> FailAtAsync(
        Testbed bed,
        HostName host,
        TimeSpan at,
        bool heal = false
    )
    {
        Task<MigrationReport> migration = bed.Hypervisor.MigrateAsync(
            Request(MigrationMode.PreCopy),
            bed.Token
        );
        await bed.WaitAsync(at);
        IFaultHandle crash = await bed.Faults.InjectAsync(new Fault.HostCrash(host), bed.Token);
        if (heal)
        {
            await crash.DisposeAsync();
        }

        return await migration;
    }

    private void AssertPlaces(MigrationStatus status, HostName[] places)
    {
        HostName[] expected = status switch
        {
            MigrationStatus.Completed => [Target],
            MigrationStatus.SourceFailed => [],
            MigrationStatus.Ambiguous => places,
            _ => [Source],
        };
        Assert.True(
            expected.SequenceEqual(places),
            $"{status}, and it runs on [{string.Join(", ", places)}]."
        );
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
