using MigSim.Clustering;
using MigSim.Virtualization;

namespace MigSim.Failover.Scripts;

/// <summary>
/// The paper's changed resource script. <c>stop</c> says "stopped" at once and lets the machine run
/// on; <c>start</c> on the new host finds where it runs and has it migrated live. Only if nobody
/// holds it any more is it started anew.
/// </summary>
public sealed class LiveMigrateScript(
    IHypervisor hypervisor,
    IClusterMessaging messaging,
    MachineDirectory machines
) : IResourceScript
{
    /// <summary>The topic of the datagram with which the new host announces itself.</summary>
    public const string Topic = "migrate-virtual-machine";

    /// <inheritdoc/>
    public Task<ScriptExit> StopAsync(
        VmName vm,
        HostName host,
        CancellationToken cancellationToken
    ) => Task.FromResult(ScriptExit.Success);

    /// <inheritdoc/>
    public async Task<ScriptExit> StartAsync(
        VmName vm,
        HostName host,
        CancellationToken cancellationToken
    )
    {
        messaging.Broadcast(new(host, Topic, $"{vm} to {host}"));
        HostName? holder = await machines.FindAsync(vm, host, hypervisor, cancellationToken);
        if (holder == host)
        {
            return ScriptExit.Success;
        }

        if (holder is not { } source)
        {
            await machines.StartAnewAsync(vm, host, hypervisor, cancellationToken);
            return ScriptExit.Success;
        }

        MigrationReport report = await hypervisor.MigrateAsync(
            new(vm, source, host, machines.Spec(vm).Mode, machines.MigrationTimeout),
            cancellationToken
        );
        return await ConcludeAsync(report, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ScriptExit> StatusAsync(
        VmName vm,
        HostName host,
        CancellationToken cancellationToken
    ) => machines.StatusAsync(vm, host, hypervisor, cancellationToken);

    private async Task<ScriptExit> ConcludeAsync(
        MigrationReport report,
        CancellationToken cancellationToken
    )
    {
        switch (report.Status)
        {
            case MigrationStatus.Completed:
                return ScriptExit.Success;
            case MigrationStatus.SourceFailed:
                // The machine died with its host in mid-migration: nobody holds it any more.
                MigrationRequest request = report.Request;
                await machines.FenceAsync(request.Source, cancellationToken);
                await machines.StartAnewAsync(
                    request.Vm,
                    request.Target,
                    hypervisor,
                    cancellationToken
                );
                return ScriptExit.Success;
            default:
                return ScriptExit.GenericError;
        }
    }
}
