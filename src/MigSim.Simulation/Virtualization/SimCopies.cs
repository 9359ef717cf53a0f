using MigSim.Kernel;
using MigSim.Models.Migration;
using MigSim.Simulation.Hosts;
using MigSim.Time;
using MigSim.Virtualization;

namespace MigSim.Simulation.Virtualization;

/// <summary>Copies of running machines that are kept up to date on other hosts.</summary>
internal sealed class SimCopies(
    SimulationLoop loop,
    RunClock clock,
    SimWorld world,
    SimControlChannel channel,
    HypervisorProfile profile
)
{
    private readonly Dictionary<
        VmName,
        (SimProtection Protection, SimHost Target, int Failures)
    > _copies = [];

    /// <summary>Tells whether a host has a copy of a machine that is lost.</summary>
    public bool Has(VmName vm, SimHost host) =>
        _copies.TryGetValue(vm, out var copy)
        && copy.Protection.HasCopy
        && copy.Target == host
        && copy.Failures == host.Failures
        && world.FindVm(vm) is null;

    /// <summary>Protects a machine; see <see cref="IProtectingHypervisor.ProtectAsync"/>.</summary>
    public async Task<ProtectionReport> ProtectAsync(
        ProtectionRequest request,
        SimVm vm,
        SimHost source,
        SimHost target,
        EngineProfile toolstack,
        Action protectedNow,
        CancellationToken cancellationToken
    )
    {
        var copier = new PageCopier(world.Network.Bulk, source, target, profile, toolstack);
        var protection = new SimProtection(
            loop,
            clock,
            world.Network,
            channel,
            copier,
            vm,
            source,
            target,
            request
        );
        _copies[vm.Name] = (protection, target, target.Failures);
        vm.IsBusy = true;
        target.Reserved += vm.Spec.Memory;
        try
        {
            return await protection.RunAsync(protectedNow, cancellationToken);
        }
        finally
        {
            vm.IsBusy = false;
            if (!protection.HasCopy)
            {
                target.Reserved -= vm.Spec.Memory;
                _copies.Remove(vm.Name);
            }
        }
    }

    /// <summary>Lets a copy run; see <see cref="IProtectingHypervisor.ActivateAsync"/>.</summary>
    public async Task<SimVm> ActivateAsync(
        VmName name,
        SimHost host,
        CancellationToken cancellationToken
    )
    {
        SimHypervisor.Require(
            Has(name, host),
            HypervisorError.NothingSaved,
            $"{host.Name} has no copy of {name}, or {name} is not lost."
        );
        (SimProtection protection, SimHost target, _) = _copies[name];
        _copies.Remove(name);
        var vm = new SimVm(protection.Spec, target) { IsBusy = true };
        target.Reserved -= vm.Spec.Memory;
        target.Add(vm);
        await clock.DelayAsync(protection.Checkpoints.Activate, cancellationToken);
        SimHypervisor.Require(
            target.Vms.Contains(vm),
            HypervisorError.HostUnreachable,
            $"{host.Name} failed while {name} came back."
        );
        vm.IsBusy = false;
        vm.SetState(VmState.Running, loop.Now);
        target.GuestsChanged();
        world.Network.Announce(vm, target);
        return vm;
    }
}
