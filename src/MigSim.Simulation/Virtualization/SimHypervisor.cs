using System.Collections.Immutable;
using MigSim.Kernel;
using MigSim.Models.Migration;
using MigSim.Simulation.Hosts;
using MigSim.Simulation.Network;
using MigSim.Time;
using MigSim.Units;
using MigSim.Virtualization;

namespace MigSim.Simulation.Virtualization;

/// <summary>The hypervisors of the simulated hosts.</summary>
internal sealed class SimHypervisor(
    SimulationLoop loop,
    RunClock clock,
    SimWorld world,
    HypervisorProfile profile,
    ImmutableSortedDictionary<string, EngineProfile> engines
) : IProtectingHypervisor
{
    private readonly SimControlChannel _channel = new(world.Network, clock);
    private SimImageStore? _images;
    private SimCopies? _copies;

    private SimCopies Copies => _copies ??= new SimCopies(loop, clock, world, _channel, profile);

    private SimImageStore Images =>
        _images ??= new SimImageStore(loop, clock, world, _channel, profile);

    public async Task<VmStatus> CreateAsync(
        VmSpec spec,
        HostName host,
        CancellationToken cancellationToken
    )
    {
        SimHost place = Reachable(host);
        SimVm? existing = world.FindVm(spec.Name);
        Require(
            existing is null,
            HypervisorError.VmExists,
            $"{spec.Name} exists on {existing?.Host.Name}."
        );
        Require(
            !Images.IsBeingRestored(spec.Name),
            HypervisorError.VmExists,
            $"{spec.Name} is being restored."
        );
        RequireMemory(place, spec);
        var vm = new SimVm(spec, place) { IsBusy = true };
        place.Add(vm);
        try
        {
            await clock.DelayAsync(profile.Guest.Boot, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            place.Remove(vm);
            throw;
        }

        Require(
            place.Vms.Contains(vm),
            HypervisorError.HostUnreachable,
            $"{host} failed while {spec.Name} booted."
        );
        vm.IsBusy = false;
        vm.SetState(VmState.Running, loop.Now);
        place.GuestsChanged();
        world.Network.Announce(vm, place);
        return world.Status(vm);
    }

    public Task<IReadOnlyList<VmStatus>> ListAsync(
        HostName host,
        CancellationToken cancellationToken
    )
    {
        IReadOnlyList<VmStatus> machines =
        [
            .. Reachable(host).Vms.OrderBy(vm => vm.Name).Select(world.Status),
        ];
        return Task.FromResult(machines);
    }

    public async Task<MigrationReport> MigrateAsync(
        MigrationRequest request,
        CancellationToken cancellationToken
    )
    {
        SimHost source = Reachable(request.Source);
        SimHost target = Reachable(request.Target);
        SimVm vm = Idle(request.Vm, source);
        RequireMemory(target, vm.Spec);
        Require(
            source != target,
            HypervisorError.VmExists,
            $"{request.Vm} is on {request.Target} already."
        );
        var migration = new SimMigration(
            loop,
            clock,
            world.Network,
            _channel,
            profile,
            Engine(vm.Spec.Engine),
            vm,
            source,
            target,
            request
        );
        vm.IsBusy = true;
        target.Reserved += vm.Spec.Memory;
        try
        {
            return await WithinAsync(migration, request.Timeout, cancellationToken);
        }
        finally
        {
            vm.IsBusy = false;
            if (vm.Host != target)
            {
                target.Reserved -= vm.Spec.Memory;
                RunOnAt(source, vm);
            }
        }
    }

    public Task<ProtectionReport> ProtectAsync(
        ProtectionRequest request,
        Action protectedNow,
        CancellationToken cancellationToken
    )
    {
        SimHost source = Reachable(request.Source);
        SimHost target = Reachable(request.Target);
        SimVm vm = Idle(request.Vm, source);
        RequireMemory(target, vm.Spec);
        return Copies.ProtectAsync(
            request,
            vm,
            source,
            target,
            Engine(vm.Spec.Engine),
            protectedNow,
            cancellationToken
        );
    }

    public Task<bool> HasCopyAsync(VmName vm, HostName host, CancellationToken cancellationToken) =>
        Task.FromResult(Copies.Has(vm, Reachable(host)));

    public async Task<VmStatus> ActivateAsync(
        VmName vm,
        HostName host,
        CancellationToken cancellationToken
    ) => world.Status(await Copies.ActivateAsync(vm, Reachable(host), cancellationToken));

    private EngineProfile Engine(string name) =>
        engines.TryGetValue(name, out EngineProfile? engine)
            ? engine
            : throw new ArgumentException($"There is no migration engine '{name}'.");

    public Task DestroyAsync(VmName vm, HostName host, CancellationToken cancellationToken)
    {
        SimHost place = Reachable(host);
        SimVm machine = Idle(vm, place);
        machine.SetState(VmState.Dying, loop.Now);
        place.Remove(machine);
        return Task.CompletedTask;
    }

    public async Task ShutDownAsync(VmName vm, HostName host, CancellationToken cancellationToken)
    {
        SimHost place = Reachable(host);
        SimVm machine = Idle(vm, place);
        machine.IsBusy = true;
        machine.SetState(VmState.ShutDown, loop.Now);
        place.GuestsChanged();
        try
        {
            await clock.DelayAsync(profile.Guest.ShutDown, cancellationToken);
            place.Remove(machine);
        }
        finally
        {
            // Who stops waiting does not stop the guest's shutdown: it stays as it is.
            machine.IsBusy = false;
        }
    }

    public Task SaveAsync(VmName vm, HostName host, bool live, CancellationToken cancellationToken)
    {
        SimHost source = Reachable(host);
        return Images.SaveAsync(Idle(vm, source), source, live, cancellationToken);
    }

    public async Task<VmStatus> RestoreAsync(
        VmName vm,
        HostName host,
        CancellationToken cancellationToken
    ) => world.Status(await Images.RestoreAsync(vm, Reachable(host), cancellationToken));

    /// <summary>Gets a host that answers.</summary>
    internal SimHost Reachable(HostName name)
    {
        SimHost host = world.Host(name);
        Require(host.IsUp, HypervisorError.HostUnreachable, $"{name} does not answer.");
        Require(
            host.ControlDomain is not null,
            HypervisorError.HostUnreachable,
            $"{name} runs no hypervisor."
        );
        return host;
    }

    /// <summary>Gets a machine of a host with which nothing else is being done.</summary>
    internal static SimVm Idle(VmName name, SimHost host)
    {
        SimVm? vm = host.Vms.FirstOrDefault(candidate => candidate.Name == name);
        Require(
            vm is not null,
            HypervisorError.VmNotFound,
            $"{host.Name} has no machine {name}; it has "
                + (
                    host.Vms.Count == 0
                        ? "none."
                        : $"{string.Join(", ", host.Vms.Select(m => m.Name))}."
                )
        );
        Require(
            !vm!.IsBusy,
            HypervisorError.VmBusy,
            $"{name} is being created, moved or saved already."
        );
        return vm;
    }

    /// <summary>Fails unless a host can hold a machine.</summary>
    internal static void RequireMemory(SimHost host, VmSpec spec) =>
        Require(
            host.MemoryFree >= spec.Memory,
            HypervisorError.HostMemoryExhausted,
            $"{host.Name} has {host.MemoryFree} free, {spec.Name} needs {spec.Memory}."
        );

    internal static void Require(bool condition, HypervisorError error, string message)
    {
        if (!condition)
        {
            throw new HypervisorException(error, message);
        }
    }

    private static async Task<MigrationReport> WithinAsync(
        SimMigration migration,
        CancellationTokenSource deadline,
        CancellationToken cancellationToken
    )
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(
            deadline.Token,
            cancellationToken
        );
        try
        {
            return await migration.RunAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            return migration.Report(
                cancellationToken.IsCancellationRequested
                    ? MigrationStatus.Aborted
                    : MigrationStatus.TimedOut
            );
        }
    }

    private async Task<MigrationReport> WithinAsync(
        SimMigration migration,
        TimeSpan timeout,
        CancellationToken cancellationToken
    )
    {
        using CancellationTokenSource deadline = clock.CreateDeadline(timeout);
        return await WithinAsync(migration, deadline, cancellationToken);
    }

    // A migration that did not complete lets the guest run on where it was.
    private void RunOnAt(SimHost source, SimVm vm)
    {
        if (source.IsUp && vm.State == VmState.Paused)
        {
            vm.SetState(VmState.Running, loop.Now);
            source.GuestsChanged();
            world.Network.Announce(vm, source);
        }
    }
}
