using System.Collections.Immutable;
using MigSim.Faults;
using MigSim.Virtualization;

namespace MigSim.Contracts;

/// <summary>What <see cref="ISavingHypervisor"/> must do.</summary>
public abstract class SavingHypervisorContract
{
    protected abstract ITestbedFixture Fixture { get; }

    private VmSpec Vm => Fixture.Machines[0];

    private HostName Source => Fixture.Hosts[0];

    private HostName Target => Fixture.Hosts[1];

    private ImmutableArray<HostName> Hosts => Fixture.Hosts;

    [Fact]
    public void SaveAsync_NotLive_IsGoneFromTheHost() =>
        RunWithMachine(async bed =>
        {
            await SaveAsync(bed, live: false);
            Assert.Empty(await bed.Hypervisor.ListAsync(Source, bed.Token));
        });

    [Fact]
    public void SaveAsync_NotLive_IsStoppedWhileItIsWritten() =>
        RunWithMachine(async bed =>
        {
            Task saving = SaveAsync(bed, live: false);
            await bed.WaitAsync(Fixture.MidMigration);
            Assert.Empty(await bed.RunsOnAsync(Vm.Name, Hosts));
            await saving;
        });

    [Fact]
    public void SaveAsync_Live_RunsOnMeanwhileAndAfterwards() =>
        RunWithMachine(async bed =>
        {
            Fixture.Scope.RequireSaving(live: true);
            Sightings seen = await bed.WatchWhileAsync(
                Fixture,
                Vm.Name,
                async () =>
                {
                    await SaveAsync(bed, live: true);
                    await bed.WaitAsync(Fixture.Watch * 2);
                }
            );
            Assert.True(seen.Looks > 3);
            Assert.Equal(0, seen.Nowhere);
            Assert.Equal([Source], seen.Places);
        });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void RestoreAsync_Saved_RunsThereAndNeverTwice(bool live) =>
        RunWithMachine(async bed =>
        {
            Fixture.Scope.RequireSaving(live);
            await SaveAsync(bed, live);
            Sightings seen = await bed.WatchWhileAsync(
                Fixture,
                Vm.Name,
                async () =>
                {
                    VmStatus restored = await RestoreAsync(bed, Target);
                    Assert.Equal(Target, restored.Host);
                    Assert.True(restored.Runs());
                    await bed.WaitAsync(Fixture.Watch * 2);
                }
            );
            Assert.Equal(live ? [Source, Target] : [Target], seen.Places);
            Assert.Equal([Target], await bed.RunsOnAsync(Vm.Name, Hosts));
        });

    [Fact]
    public void RestoreAsync_OnTheSameHost_RunsAgain() =>
        RunWithMachine(async bed =>
        {
            await SaveAsync(bed, live: false);
            await RestoreAsync(bed, Source);
            Assert.Equal([Source], await bed.RunsOnAsync(Vm.Name, Hosts));
        });

    [Fact]
    public void RestoreAsync_NothingWasSaved_NothingSaved() =>
        RunWithMachine(async bed =>
        {
            await Machines.FailsAsync(
                HypervisorError.NothingSaved,
                () => RestoreAsync(bed, Target)
            );
            Assert.Equal([Source], await bed.RunsOnAsync(Vm.Name, Hosts));
        });

    [Fact]
    public void RestoreAsync_Twice_NothingSavedTheSecondTime() =>
        RunWithMachine(async bed =>
        {
            await SaveAsync(bed, live: false);
            await RestoreAsync(bed, Target);
            await Machines.FailsAsync(
                HypervisorError.NothingSaved,
                () => RestoreAsync(bed, Hosts[2])
            );
            Assert.Equal([Target], await bed.RunsOnAsync(Vm.Name, Hosts));
        });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void RestoreAsync_OnTwoHostsAtOnce_OneIsRefused(bool live) =>
        RunWithMachine(async bed =>
        {
            Fixture.Scope.RequireSaving(live);
            await SaveAsync(bed, live);
            Task<VmStatus> first = RestoreAsync(bed, Target);
            await bed.WaitAsync(Fixture.Watch);
            await Machines.FailsAsync(HypervisorError.VmBusy, () => RestoreAsync(bed, Hosts[2]));
            await first;
            Assert.Equal([Target], await bed.RunsOnAsync(Vm.Name, Hosts));
        });

    [Fact]
    public void RestoreAsync_MachineWasCreatedAnew_VmExists() =>
        RunWithMachine(async bed =>
        {
            await SaveAsync(bed, live: false);
            await bed.Hypervisor.CreateAsync(Vm, Source, bed.Token);
            await Machines.FailsAsync(HypervisorError.VmExists, () => RestoreAsync(bed, Target));
            Assert.Equal([Source], await bed.RunsOnAsync(Vm.Name, Hosts));
        });

    [Fact]
    public void CreateAsync_MachineIsBeingRestored_VmExists() =>
        RunWithMachine(async bed =>
        {
            await SaveAsync(bed, live: false);
            Task<VmStatus> restoring = RestoreAsync(bed, Target);
            await bed.WaitAsync(Fixture.Watch);
            await Machines.FailsAsync(
                HypervisorError.VmExists,
                () => bed.Hypervisor.CreateAsync(Vm, Hosts[2], bed.Token)
            );
            await restoring;
            Assert.Equal([Target], await bed.RunsOnAsync(Vm.Name, Hosts));
        });

    [Fact]
    public void RestoreAsync_LiveSavedMachineIsLostMeanwhile_DoesNotComeBackFromTheOldImage() =>
        RunWithMachine(async bed =>
        {
            Fixture.Scope.RequireSaving(live: true);
            await SaveAsync(bed, live: true);
            Task<VmStatus> restoring = RestoreAsync(bed, Target);
            await bed.WaitAsync(Fixture.Watch);
            await bed.Hypervisor.DestroyAsync(Vm.Name, Source, bed.Token);
            await Machines.FailsAsync(HypervisorError.NothingSaved, () => restoring);
            Assert.Empty(await bed.RunsOnAsync(Vm.Name, Hosts));
        });

    [Fact]
    public void RestoreAsync_LiveSavedMachineWasLostBefore_NothingSaved() =>
        RunWithMachine(async bed =>
        {
            Fixture.Scope.RequireSaving(live: true);
            await SaveAsync(bed, live: true);
            await bed.Faults.InjectAsync(new Fault.HostCrash(Source), bed.Token);
            await Machines.FailsAsync(
                HypervisorError.NothingSaved,
                () => RestoreAsync(bed, Target)
            );
        });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void SaveAsync_Cancelled_RunsWhereItWas(bool live) =>
        RunWithMachine(async bed =>
        {
            Fixture.Scope.RequireSaving(live);
            using var early = CancellationTokenSource.CreateLinkedTokenSource(bed.Token);
            Task saving = bed.SavingHypervisor.SaveAsync(Vm.Name, Source, live, early.Token);
            await bed.WaitAsync(Fixture.MidMigration);
            early.Cancel();
            await Calls.ThrowsAsync<OperationCanceledException>(() => saving);
            Assert.Equal([Source], await bed.RunsOnAsync(Vm.Name, Hosts));
            await bed.Hypervisor.DestroyAsync(Vm.Name, Source, bed.Token);
        });

    [Fact]
    public void RestoreAsync_TargetFailsMeanwhile_TheImageIsStillThere() =>
        RunWithMachine(async bed =>
        {
            await SaveAsync(bed, live: false);
            Task<VmStatus> restoring = RestoreAsync(bed, Target);
            await bed.WaitAsync(Fixture.MidMigration);
            await bed.Faults.InjectAsync(new Fault.HostCrash(Target), bed.Token);
            await Machines.FailsAsync(HypervisorError.HostUnreachable, () => restoring);
            await RestoreAsync(bed, Hosts[2]);
            Assert.Equal([Hosts[2]], await bed.RunsOnAsync(Vm.Name, Hosts));
        });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void SaveAsync_GuestHasCrashed_DoesNotComeBackToLife(bool live) =>
        RunWithMachine(async bed =>
        {
            Fixture.Scope.RequireSaving(live);
            Task saving = SaveAsync(bed, live);
            await bed.WaitAsync(Fixture.MidMigration);
            await bed.Faults.InjectAsync(new Fault.VmCrash(Vm.Name, Source), bed.Token);
            try
            {
                await saving;
                await RestoreAsync(bed, Target);
            }
            catch (HypervisorException)
            {
                // Refusing is as good as restoring a crashed guest.
            }

            Assert.Empty(await bed.RunsOnAsync(Vm.Name, Hosts));
        });

    [Fact]
    public void ShutDownAsync_RunningMachine_IsGone() =>
        RunWithMachine(async bed =>
        {
            await bed.SavingHypervisor.ShutDownAsync(Vm.Name, Source, bed.Token);
            Assert.Empty(await bed.Hypervisor.ListAsync(Source, bed.Token));
            await bed.Hypervisor.CreateAsync(Vm, Target, bed.Token);
        });

    [Fact]
    public void ShutDownAsync_NotThere_VmNotFound() =>
        RunWithMachine(bed =>
            Machines.FailsAsync(
                HypervisorError.VmNotFound,
                () => bed.SavingHypervisor.ShutDownAsync(Vm.Name, Target, bed.Token)
            )
        );

    [Fact]
    public void ShutDownAsync_Cancelled_TheMachineCanBeDestroyed() =>
        RunWithMachine(async bed =>
        {
            using var early = CancellationTokenSource.CreateLinkedTokenSource(bed.Token);
            Task ending = bed.SavingHypervisor.ShutDownAsync(Vm.Name, Source, early.Token);
            await bed.WaitAsync(Fixture.Watch);
            early.Cancel();
            await Calls.ThrowsAsync<OperationCanceledException>(() => ending);
            try
            {
                await bed.Hypervisor.DestroyAsync(Vm.Name, Source, bed.Token);
            }
            catch (HypervisorException e) when (e.Error == HypervisorError.VmNotFound)
            {
                // Its operating system was as fast as the cancellation.
            }

            Assert.Empty(await bed.Hypervisor.ListAsync(Source, bed.Token));
        });

    private void RunWithMachine(Func<Testbed, Task> body) =>
        Fixture.Run(async bed =>
        {
            await bed.Hypervisor.CreateAsync(Vm, Source, bed.Token);
            await body(bed);
        });

    private Task SaveAsync(Testbed bed, bool live) =>
        bed.SavingHypervisor.SaveAsync(Vm.Name, Source, live, bed.Token);

    private Task<VmStatus> RestoreAsync(Testbed bed, HostName host) =>
        bed.SavingHypervisor.RestoreAsync(Vm.Name, host, bed.Token);
}
