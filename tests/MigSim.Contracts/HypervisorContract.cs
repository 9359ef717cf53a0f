using System.Collections.Immutable;
using MigSim.Faults;
using MigSim.Units;
using MigSim.Virtualization;

namespace MigSim.Contracts;

/// <summary>What <see cref="IHypervisor"/> must do: create, list and destroy.</summary>
public abstract class HypervisorContract
{
    protected abstract ITestbedFixture Fixture { get; }

    private VmSpec Vm => Fixture.Machines[0];

    private ImmutableArray<HostName> Hosts => Fixture.Hosts;

    [Fact]
    public void CreateAsync_NewMachine_RunsThereAndNowhereElse() =>
        Fixture.Run(async bed =>
        {
            VmStatus created = await bed.Hypervisor.CreateAsync(Vm, Hosts[0], bed.Token);
            Assert.Equal(Vm.Name, created.Name);
            Assert.Equal(Hosts[0], created.Host);
            Assert.True(created.Runs());
            Assert.Equal(Vm.Memory, created.Memory);
            Assert.Equal(Vm.VirtualCpus, created.VirtualCpus);
            Assert.Equal([Hosts[0]], await bed.RunsOnAsync(Vm.Name, Hosts));
        });

    [Fact]
    public void ListAsync_SeveralMachines_ListsThemByName() =>
        Fixture.Run(async bed =>
        {
            foreach (VmSpec spec in Fixture.Machines.OrderByDescending(spec => spec.Name))
            {
                await bed.Hypervisor.CreateAsync(spec, Hosts[0], bed.Token);
            }

            IReadOnlyList<VmStatus> here = await bed.Hypervisor.ListAsync(Hosts[0], bed.Token);
            Assert.Equal(Fixture.Machines.Select(spec => spec.Name).Order(), here.Select(Name));
            Assert.Empty(await bed.Hypervisor.ListAsync(Hosts[1], bed.Token));
        });

    [Fact]
    public void CreateAsync_NameTakenAnywhere_VmExists() =>
        Fixture.Run(async bed =>
        {
            await bed.Hypervisor.CreateAsync(Vm, Hosts[0], bed.Token);
            await Machines.FailsAsync(
                HypervisorError.VmExists,
                () => bed.Hypervisor.CreateAsync(Vm, Hosts[0], bed.Token)
            );
            await Machines.FailsAsync(
                HypervisorError.VmExists,
                () => bed.Hypervisor.CreateAsync(Vm, Hosts[1], bed.Token)
            );
            Assert.Equal([Hosts[0]], await bed.RunsOnAsync(Vm.Name, Hosts));
        });

    [Fact]
    public void CreateAsync_MoreMemoryThanTheHostHas_HostMemoryExhausted() =>
        Fixture.Run(async bed =>
        {
            VmSpec huge = Vm with { Memory = DataSize.FromMebibytes(1 << 30) };
            await Machines.FailsAsync(
                HypervisorError.HostMemoryExhausted,
                () => bed.Hypervisor.CreateAsync(huge, Hosts[0], bed.Token)
            );
            await bed.Hypervisor.CreateAsync(Vm, Hosts[0], bed.Token);
        });

    [Fact]
    public void EveryCall_HostIsDown_HostUnreachable() =>
        Fixture.Run(async bed =>
        {
            await bed.Hypervisor.CreateAsync(Vm, Hosts[1], bed.Token);
            await bed.Faults.InjectAsync(new Fault.HostCrash(Hosts[0]), bed.Token);
            VmSpec other = Fixture.Machines[1];
            await Unreachable(() => bed.Hypervisor.CreateAsync(other, Hosts[0], bed.Token));
            await Unreachable(() => bed.Hypervisor.ListAsync(Hosts[0], bed.Token));
            await Unreachable(() => bed.Hypervisor.DestroyAsync(other.Name, Hosts[0], bed.Token));
            await Unreachable(() =>
                bed.Hypervisor.MigrateAsync(
                    new(
                        Vm.Name,
                        Hosts[1],
                        Hosts[0],
                        MigrationMode.PreCopy,
                        TimeSpan.FromMinutes(1)
                    ),
                    bed.Token
                )
            );
            Assert.Equal([Hosts[1]], await bed.RunsOnAsync(Vm.Name, Hosts));
        });

    [Fact]
    public void CreateAsync_Cancelled_LeavesNothing() =>
        Fixture.Run(async bed =>
        {
            using var early = CancellationTokenSource.CreateLinkedTokenSource(bed.Token);
            Task<VmStatus> creation = bed.Hypervisor.CreateAsync(Vm, Hosts[0], early.Token);
            await bed.WaitAsync(Fixture.Watch);
            early.Cancel();
            await Calls.ThrowsAsync<OperationCanceledException>(() => creation);
            Assert.Empty(await bed.Hypervisor.ListAsync(Hosts[0], bed.Token));
            await bed.Hypervisor.CreateAsync(Vm, Hosts[1], bed.Token);
        });

    [Fact]
    public void CreateAsync_HostFailsMeanwhile_HostUnreachable() =>
        Fixture.Run(async bed =>
        {
            Task<VmStatus> creation = bed.Hypervisor.CreateAsync(Vm, Hosts[0], bed.Token);
            await bed.WaitAsync(Fixture.Watch);
            IFaultHandle crash = await bed.Faults.InjectAsync(
                new Fault.HostCrash(Hosts[0]),
                bed.Token
            );
            await crash.DisposeAsync();
            await Machines.FailsAsync(HypervisorError.HostUnreachable, () => creation);
            Assert.Empty(await bed.Hypervisor.ListAsync(Hosts[0], bed.Token));
        });

    [Fact]
    public void DestroyAsync_RunningMachine_IsGone() =>
        Fixture.Run(async bed =>
        {
            await bed.Hypervisor.CreateAsync(Vm, Hosts[0], bed.Token);
            await bed.Hypervisor.DestroyAsync(Vm.Name, Hosts[0], bed.Token);
            Assert.Empty(await bed.Hypervisor.ListAsync(Hosts[0], bed.Token));
            await bed.Hypervisor.CreateAsync(Vm, Hosts[1], bed.Token);
        });

    [Fact]
    public void DestroyAsync_NotThere_VmNotFound() =>
        Fixture.Run(async bed =>
        {
            await bed.Hypervisor.CreateAsync(Vm, Hosts[0], bed.Token);
            await Machines.FailsAsync(
                HypervisorError.VmNotFound,
                () => bed.Hypervisor.DestroyAsync(Vm.Name, Hosts[1], bed.Token)
            );
            Assert.Equal([Hosts[0]], await bed.RunsOnAsync(Vm.Name, Hosts));
        });

    private static VmName Name(VmStatus machine) => machine.Name;

    private static Task Unreachable(Func<Task> call) =>
        Machines.FailsAsync(HypervisorError.HostUnreachable, call);
}
