using MigSim.Faults;
using MigSim.Virtualization;

namespace MigSim.Contracts;

/// <summary>What <see cref="IFaultInjector"/> must do.</summary>
public abstract class FaultInjectorContract
{
    protected abstract ITestbedFixture Fixture { get; }

    private HostName Host => Fixture.Hosts[0];

    private VmSpec Vm => Fixture.Machines[0];

    private Fault Crash => new Fault.HostCrash(Host);

    private Fault Cut => new Fault.LinkDown(LinkName.Of(Host, NetworkName.Lan));

    public static TheoryData<string> Impossible => ["host", "link", "machine"];

    [Theory]
    [MemberData(nameof(Impossible))]
    public void InjectAsync_NotSupported_ThrowsAndChangesNothing(string what) =>
        RunWithMachine(async bed =>
        {
            Fault fault = what switch
            {
                "host" => new Fault.HostCrash(new HostName("no-such-host")),
                "link" => new Fault.LinkDown(new LinkName("no-such-link")),
                _ => new Fault.VmCrash(Vm.Name, new HostName("no-such-host")),
            };
            Assert.False(bed.Faults.Supports(fault));
            await Calls.ThrowsAsync<NotSupportedException>(() =>
                bed.Faults.InjectAsync(fault, bed.Token)
            );
            Assert.Equal([Host], await bed.RunsOnAsync(Vm.Name, Fixture.Hosts));
        });

    [Fact]
    public void InjectAsync_HostCrash_TheHostIsGoneUntilHealed() =>
        RunWithMachine(async bed =>
        {
            TimeSpan at = bed.Clock.Now;
            IFaultHandle crash = await bed.Faults.InjectAsync(Crash, bed.Token);
            Assert.Equal(Crash, crash.Fault);
            Moments.AssertClose(at, crash.InjectedAt, Fixture.Tolerance);
            Assert.False(await AnswersAsync(bed));
            await crash.DisposeAsync();
            Assert.True(await AnswersAsync(bed));
            Assert.Empty(await bed.Hypervisor.ListAsync(Host, bed.Token));
        });

    [Fact]
    public void InjectAsync_VmCrash_TheMachineRunsNoMoreAndIsNotHealed() =>
        RunWithMachine(async bed =>
        {
            Fault fault = new Fault.VmCrash(Vm.Name, Host);
            IFaultHandle crash = await bed.Faults.InjectAsync(fault, bed.Token);
            Assert.Empty(await bed.RunsOnAsync(Vm.Name, Fixture.Hosts));
            await crash.DisposeAsync();
            Assert.Empty(await bed.RunsOnAsync(Vm.Name, Fixture.Hosts));
            await bed.Hypervisor.DestroyAsync(Vm.Name, Host, bed.Token);
        });

    [Fact]
    public void DisposeAsync_Twice_HealsOnce() =>
        RunWithMachine(async bed =>
        {
            IFaultHandle first = await bed.Faults.InjectAsync(Crash, bed.Token);
            await first.DisposeAsync();
            IFaultHandle second = await bed.Faults.InjectAsync(Crash, bed.Token);
            await first.DisposeAsync();
            Assert.False(await AnswersAsync(bed));
            await second.DisposeAsync();
            Assert.True(await AnswersAsync(bed));
        });

    [Fact]
    public void DisposeAsync_TheSameFaultIsInForceTwice_TheLastOneHeals() =>
        RunWithMachine(async bed =>
        {
            IFaultHandle first = await bed.Faults.InjectAsync(Crash, bed.Token);
            IFaultHandle second = await bed.Faults.InjectAsync(Crash, bed.Token);
            await second.DisposeAsync();
            Assert.False(await AnswersAsync(bed));
            await first.DisposeAsync();
            Assert.True(await AnswersAsync(bed));
        });

    [Fact]
    public void DisposeAsync_ALinkCutTwice_TheLastOneHeals() =>
        RunWithMachine(async bed =>
        {
            Assert.SkipUnless(bed.Faults.Supports(Cut), "No link can be cut here.");
            IFaultHandle first = await bed.Faults.InjectAsync(Cut, bed.Token);
            IFaultHandle second = await bed.Faults.InjectAsync(Cut, bed.Token);
            await first.DisposeAsync();
            Assert.Equal(MigrationStatus.TimedOut, await MigrateAsync(bed));
            await second.DisposeAsync();
            Assert.Equal(MigrationStatus.Completed, await MigrateAsync(bed));
        });

    [Fact]
    public void DisposeAsync_InReverseOrder_EverythingWorksAgain() =>
        RunWithMachine(async bed =>
        {
            Assert.SkipUnless(bed.Faults.Supports(Cut), "No link can be cut here.");
            IFaultHandle cut = await bed.Faults.InjectAsync(Cut, bed.Token);
            IFaultHandle crash = await bed.Faults.InjectAsync(Crash, bed.Token);
            await crash.DisposeAsync();
            await bed.Hypervisor.CreateAsync(Vm, Host, bed.Token);
            Assert.Equal(MigrationStatus.TimedOut, await MigrateAsync(bed));
            await cut.DisposeAsync();
            Assert.Equal(MigrationStatus.Completed, await MigrateAsync(bed));
        });

    [Fact]
    public void InjectAsync_LinkDownForAWhileInMidMigration_GoesOnAfterwards() =>
        RunWithMachine(async bed =>
        {
            Assert.SkipUnless(bed.Faults.Supports(Cut), "No link can be cut here.");
            Task<MigrationStatus> migration = MigrateAsync(bed);
            await bed.WaitAsync(Fixture.MidMigration);
            await using (await bed.Faults.InjectAsync(Cut, bed.Token))
            {
                await bed.WaitAsync(TimeSpan.FromSeconds(10));
                Assert.False(migration.IsCompleted);
            }

            Assert.Equal(MigrationStatus.Completed, await migration);
        });

    private async Task<bool> AnswersAsync(Testbed bed)
    {
        try
        {
            await bed.Hypervisor.ListAsync(Host, bed.Token);
            return true;
        }
        catch (HypervisorException exception)
        {
            Assert.Equal(HypervisorError.HostUnreachable, exception.Error);
            return false;
        }
    }

    private async Task<MigrationStatus> MigrateAsync(Testbed bed)
    {
        MigrationReport report = await bed.Hypervisor.MigrateAsync(
            new(Vm.Name, Host, Fixture.Hosts[1], MigrationMode.PreCopy, TimeSpan.FromSeconds(60)),
            bed.Token
        );
        return report.Status;
    }

    private void RunWithMachine(Func<Testbed, Task> body) =>
        Fixture.Run(async bed =>
        {
            await bed.Hypervisor.CreateAsync(Vm, Host, bed.Token);
            await body(bed);
        });
}
