using MigSim.Virtualization;

namespace MigSim.Contracts;

/// <summary>What <see cref="MigSim.Clustering.IFencingDevice"/> must do.</summary>
public abstract class FencingDeviceContract
{
    protected abstract ITestbedFixture Fixture { get; }

    private HostName Host => Fixture.Hosts[0];

    private VmSpec Vm => Fixture.Machines[0];

    [Fact]
    public void FenceAsync_HostRuns_DoesNotAnswerAndItsMachinesAreGone() =>
        Fixture.Run(async bed =>
        {
            await bed.Hypervisor.CreateAsync(Vm, Host, bed.Token);
            await bed.Fencing.FenceAsync(Host, bed.Token);
            await Machines.FailsAsync(
                HypervisorError.HostUnreachable,
                () => bed.Hypervisor.ListAsync(Host, bed.Token)
            );
            await bed.Hypervisor.CreateAsync(Vm, Fixture.Hosts[1], bed.Token);
            Assert.Equal([Fixture.Hosts[1]], await bed.RunsOnAsync(Vm.Name, Fixture.Hosts));
        });

    [Fact]
    public void FenceAsync_Twice_IsHarmless() =>
        Fixture.Run(async bed =>
        {
            await bed.Fencing.FenceAsync(Host, bed.Token);
            await bed.Fencing.FenceAsync(Host, bed.Token);
            Assert.Empty(await bed.Hypervisor.ListAsync(Fixture.Hosts[1], bed.Token));
        });
}
