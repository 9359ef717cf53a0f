using MigSim.Kernel;
using MigSim.Models.Migration;
using MigSim.Simulation.Hosts;
using MigSim.Time;
using MigSim.Virtualization;

namespace MigSim.Simulation.Virtualization;

/// <summary>Machines' states on the shared storage: written and read over the LAN.</summary>
/// <remarks>
/// The storage host keeps images in its page cache, so the links and the control domains are what
/// limits, not the disk.
/// </remarks>
internal sealed class SimImageStore(
    SimulationLoop loop,
    RunClock clock,
    SimWorld world,
    SimControlChannel channel,
    HypervisorProfile profile
)
{
    private readonly SortedDictionary<VmName, SavedImage> _images = [];
    private readonly SortedSet<VmName> _restoring = [];

    private SimHost Storage =>
        world.Platform.SharedStorage is { } name
            ? world.Host(name)
            : throw new HypervisorException(
                HypervisorError.HostUnreachable,
                $"The platform {world.Platform.Name} has no shared storage."
            );

    /// <summary>Tells whether a machine is being read back.</summary>
    public bool IsBeingRestored(VmName name) => _restoring.Contains(name);

    /// <summary>Writes a machine's state; see <see cref="ISavingHypervisor.SaveAsync"/>.</summary>
    public async Task SaveAsync(
        SimVm vm,
        SimHost source,
        bool live,
        CancellationToken cancellationToken
    )
    {
        vm.IsBusy = true;
        bool written = false;
        try
        {
            if (!live)
            {
                await SuspendAsync(vm, source, cancellationToken);
            }

            SimTime savedFrom = loop.Now;
            PageCopier writer = Copier(source, Storage);
            RequireDone(
                await writer.CopyPagesAsync(vm.Spec.Memory.Pages, cancellationToken),
                $"{vm.Name} could not be saved: {source.Name} or the storage failed."
            );
            RequireAlive(vm.State != VmState.Crashed, vm.Name);
            _images[vm.Name] = new SavedImage(vm.Spec, live ? vm : null, savedFrom, vm.Memory);
            written = true;
        }
        finally
        {
            vm.IsBusy = false;
            if (written && !live)
            {
                source.Remove(vm);
            }
            else if (!live)
            {
                RunOn(vm, source);
            }
        }
    }

    /// <summary>Reads a state back; see <see cref="ISavingHypervisor.RestoreAsync"/>.</summary>
    public async Task<SimVm> RestoreAsync(
        VmName name,
        SimHost target,
        CancellationToken cancellationToken
    )
    {
        SavedImage image = Usable(name);
        SimHypervisor.RequireMemory(target, image.Spec);
        target.Reserved += image.Spec.Memory;
        _restoring.Add(name);
        try
        {
            return await RestoreAsync(image, target, cancellationToken);
        }
        finally
        {
            _restoring.Remove(name);
            target.Reserved -= image.Spec.Memory;
        }
    }

    private async Task<SimVm> RestoreAsync(
        SavedImage image,
        SimHost target,
        CancellationToken cancellationToken
    )
    {
        VmName name = image.Spec.Name;
        int failures = target.Failures;
        SimHost? source = null;
        try
        {
            await clock.DelayAsync(profile.Migration.Setup, cancellationToken);
            SimTime startedAt = loop.Now;
            PageCopier reader = Copier(Storage, target);
            await ReadAsync(reader, image.Spec.Memory.Pages, name, cancellationToken);
            if (image.Running is { } running)
            {
                // What became of it while its image was read?
                RequireSaved(IsUsable(image), name);
                RequireIdle(!running.IsBusy, name);
                source = running.Host;
                await CatchUpAsync(image, running, reader, cancellationToken);
                await channel.RoundTripAsync(target, source!, cancellationToken);
            }

            await clock.DelayAsync(profile.Migration.Resume, cancellationToken);
            RequireDone(
                target.Failures == failures,
                $"{target.Name} failed while it restored {name}."
            );
            SimVm vm = Move(image, source, target);
            target.LeaveAftermath(reader.TargetCpuSeconds / loop.Now.SecondsSince(startedAt));
            return vm;
        }
        finally
        {
            if (image.Running is { } running && running.Host == source)
            {
                running.IsBusy = false;
                RunOn(running, source!);
            }
        }
    }

    // What the machine wrote since its image was begun follows on the same way, while it is stopped.
    private async Task CatchUpAsync(
        SavedImage image,
        SimVm running,
        PageCopier reader,
        CancellationToken cancellationToken
    )
    {
        SimHost source = running.Host;
        running.IsBusy = true;
        await SuspendAsync(running, source, cancellationToken);
        var memory = new DirtyMemory(image.Spec.Workload.AllWrites, image.Spec.Memory.Pages);
        double age = loop.Now.SecondsSince(image.SavedFrom);
        var dirty = (long)Math.Round(memory.UniquePages(age));
        PageCopier writer = Copier(source, Storage);
        RequireDone(
            await writer.CopyPagesAsync(dirty, cancellationToken),
            $"{image.Spec.Name} could not be moved: {source.Name} or the storage failed."
        );
        await ReadAsync(reader, dirty, image.Spec.Name, cancellationToken);
    }

    private static async Task ReadAsync(
        PageCopier reader,
        long pages,
        VmName name,
        CancellationToken cancellationToken
    ) =>
        RequireDone(
            await reader.CopyPagesAsync(pages, cancellationToken),
            $"{name} could not be restored: its new host or the storage failed."
        );

    private async Task SuspendAsync(SimVm vm, SimHost source, CancellationToken cancellationToken)
    {
        RequireAlive(vm.Runs, vm.Name);
        vm.SetState(VmState.Paused, loop.Now);
        source.GuestsChanged();
        await clock.DelayAsync(profile.Migration.Suspend, cancellationToken);
        RequireDone(
            source.Vms.Contains(vm),
            $"{source.Name} failed while {vm.Name} was suspended."
        );
    }

    private SimVm Move(SavedImage image, SimHost? source, SimHost target)
    {
        SimVm vm = image.Running ?? new SimVm(image.Spec, target) { Memory = image.Memory };
        source?.Remove(vm);
        vm.IsBusy = false;
        target.Add(vm);
        vm.SetState(VmState.Running, loop.Now);
        target.GuestsChanged();
        world.Network.Announce(vm, target);
        _images.Remove(vm.Name);
        return vm;
    }

    private void RunOn(SimVm vm, SimHost source)
    {
        if (source.IsUp && vm.State == VmState.Paused)
        {
            vm.SetState(VmState.Running, loop.Now);
            source.GuestsChanged();
        }
    }

    // An image that was written while its machine ran on is worth nothing without that machine.
    private static bool IsUsable(SavedImage image) =>
        image.Running is not { } vm || (vm.Runs && vm.Host.Vms.Contains(vm));

    private PageCopier Copier(SimHost source, SimHost target) =>
        new(world.Network.Bulk, source, target, profile);

    private SavedImage Usable(VmName name)
    {
        RequireIdle(!_restoring.Contains(name), name);
        bool usable = _images.TryGetValue(name, out SavedImage? image) && IsUsable(image);
        if (!usable)
        {
            _images.Remove(name);
        }

        RequireSaved(usable, name);
        SimHypervisor.Require(
            image!.Running is not null || world.FindVm(name) is null,
            HypervisorError.VmExists,
            $"{name} was created anew since it was saved."
        );
        return image;
    }

    private static void RequireSaved(bool saved, VmName name) =>
        SimHypervisor.Require(
            saved,
            HypervisorError.NothingSaved,
            $"The shared storage holds no state of {name} that can be run."
        );

    private static void RequireIdle(bool idle, VmName name) =>
        SimHypervisor.Require(
            idle,
            HypervisorError.VmBusy,
            $"{name} is being restored, saved or moved already."
        );

    private static void RequireAlive(bool alive, VmName name) =>
        SimHypervisor.Require(
            alive,
            HypervisorError.ToolFailed,
            $"{name} does not run, so it cannot be suspended or saved."
        );

    private static void RequireDone(bool done, string message) =>
        SimHypervisor.Require(done, HypervisorError.HostUnreachable, message);
}
