using MigSim.Clustering;
using MigSim.Virtualization;

namespace MigSim.Failover.Scripts;

/// <summary>
/// Heartbeat's own way with a machine: <c>stop</c> ends it on the host that leaves, <c>start</c>
/// brings it back on the new host.
/// </summary>
/// <remarks>What that means is the <see cref="RestartMode"/>.</remarks>
public sealed class StopStartScript(
    ISavingHypervisor hypervisor,
    MachineDirectory machines,
    RestartMode restart
) : IResourceScript
{
    /// <inheritdoc/>
    public async Task<ScriptExit> StopAsync(
        VmName vm,
        HostName host,
        CancellationToken cancellationToken
    )
    {
        if (await StatusAsync(vm, host, cancellationToken) != ScriptExit.Success)
        {
            // An init script's stop succeeds if there is nothing to stop.
            return ScriptExit.Success;
        }

        switch (restart)
        {
            case RestartMode.StagedCopy:
                await hypervisor.SaveAsync(vm, host, live: true, cancellationToken);
                break;
            case RestartMode.SaveRestore:
                await hypervisor.SaveAsync(vm, host, live: false, cancellationToken);
                break;
            default:
                await hypervisor.ShutDownAsync(vm, host, cancellationToken);
                break;
        }

        return ScriptExit.Success;
    }

    /// <inheritdoc/>
    public async Task<ScriptExit> StartAsync(
        VmName vm,
        HostName host,
        CancellationToken cancellationToken
    )
    {
        if (await StatusAsync(vm, host, cancellationToken) == ScriptExit.Success)
        {
            return ScriptExit.Success;
        }

        if (restart == RestartMode.Reboot || !await RestoredAsync(vm, host, cancellationToken))
        {
            HostName? holder = await machines.FindAsync(vm, host, hypervisor, cancellationToken);
            if (holder is not null)
            {
                // It must never run twice; the cluster manager is told that it could not be moved.
                return ScriptExit.GenericError;
            }

            await machines.StartAnewAsync(vm, host, hypervisor, cancellationToken);
        }

        return ScriptExit.Success;
    }

    /// <inheritdoc/>
    public Task<ScriptExit> StatusAsync(
        VmName vm,
        HostName host,
        CancellationToken cancellationToken
    ) => machines.StatusAsync(vm, host, hypervisor, cancellationToken);

    private async Task<bool> RestoredAsync(
        VmName vm,
        HostName host,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await hypervisor.RestoreAsync(vm, host, cancellationToken);
            return true;
        }
        catch (HypervisorException exception)
            when (exception.Error is HypervisorError.NothingSaved or HypervisorError.HostUnreachable
            )
        {
            // Without a usable image, or with one whose machine died while it was read.
            return false;
        }
    }
}
