using System.Collections.Immutable;
using MigSim.Clustering;
using MigSim.Virtualization;

namespace MigSim.Failover.Scripts;

/// <summary>What every resource script knows: the machines, the hosts, and how to find one.</summary>
/// <param name="specs">The machines as they are configured.</param>
/// <param name="hosts">The hosts that can run them, in the order in which they are asked.</param>
/// <param name="fencing">Powers off a host that does not answer.</param>
/// <param name="migrationTimeout">After how long a migration is given up.</param>
public sealed class MachineDirectory(
    ImmutableArray<VmSpec> specs,
    ImmutableArray<HostName> hosts,
    IFencingDevice fencing,
    TimeSpan migrationTimeout
)
{
    /// <summary>Gets after how long a migration is given up.</summary>
    public TimeSpan MigrationTimeout => migrationTimeout;

    /// <summary>Gets how a machine is configured.</summary>
    /// <exception cref="ArgumentException">No machine has that name.</exception>
    public VmSpec Spec(VmName vm) =>
        specs.FirstOrDefault(spec => spec.Name == vm)
        ?? throw new ArgumentException($"No machine is called {vm}.", nameof(vm));

    /// <summary>Finds the host that holds a machine, <paramref name="self"/> first.</summary>
    /// <remarks>
    /// If no host says that it holds the machine, those that cannot be reached are fenced before
    /// they are taken for hosts that do not hold it: they might still run it.
    /// </remarks>
    /// <returns>The host, or <see langword="null"/> if no host holds it.</returns>
    public async Task<HostName?> FindAsync(
        VmName vm,
        HostName self,
        IHypervisor hypervisor,
        CancellationToken cancellationToken
    )
    {
        var silent = new List<HostName>();
        foreach (HostName host in hosts.OrderByDescending(host => host == self))
        {
            try
            {
                if (await HoldsAsync(vm, host, hypervisor, cancellationToken))
                {
                    return host;
                }
            }
            catch (HypervisorException exception)
                when (exception.Error == HypervisorError.HostUnreachable && host != self)
            {
                silent.Add(host);
            }
        }

        foreach (HostName host in silent)
        {
            await fencing.FenceAsync(host, cancellationToken);
        }

        return null;
    }

    /// <summary>Starts a machine that no host holds, from its last checkpoint if there is one.</summary>
    /// <remarks>
    /// What is left of it where it crashed or shut down is destroyed first: it keeps the machine's
    /// name.
    /// </remarks>
    public async Task StartAnewAsync(
        VmName vm,
        HostName host,
        IHypervisor hypervisor,
        CancellationToken cancellationToken
    )
    {
        foreach (HostName candidate in hosts)
        {
            if (await HasRemainsAsync(vm, candidate, hypervisor, cancellationToken))
            {
                await hypervisor.DestroyAsync(vm, candidate, cancellationToken);
            }
        }

        if (
            hypervisor is IProtectingHypervisor protecting
            && await protecting.HasCopyAsync(vm, host, cancellationToken)
        )
        {
            await protecting.ActivateAsync(vm, host, cancellationToken);
            return;
        }

        await hypervisor.CreateAsync(Spec(vm), host, cancellationToken);
    }

    /// <summary>Answers a script's <c>status</c>.</summary>
    public async Task<ScriptExit> StatusAsync(
        VmName vm,
        HostName host,
        IHypervisor hypervisor,
        CancellationToken cancellationToken
    ) =>
        await HoldsAsync(vm, host, hypervisor, cancellationToken)
            ? ScriptExit.Success
            : ScriptExit.NotRunning;

    /// <summary>Powers a host off and returns once that is certain.</summary>
    public Task FenceAsync(HostName host, CancellationToken cancellationToken) =>
        fencing.FenceAsync(host, cancellationToken);

    private static async Task<bool> HasRemainsAsync(
        VmName vm,
        HostName host,
        IHypervisor hypervisor,
        CancellationToken cancellationToken
    )
    {
        try
        {
            VmState? state = await StateAsync(vm, host, hypervisor, cancellationToken);
            return state is VmState.Crashed or VmState.ShutDown;
        }
        catch (HypervisorException exception)
            when (exception.Error == HypervisorError.HostUnreachable)
        {
            // Fenced, or it would not have come to this.
            return false;
        }
    }

    private static async Task<bool> HoldsAsync(
        VmName vm,
        HostName host,
        IHypervisor hypervisor,
        CancellationToken cancellationToken
    ) =>
        await StateAsync(vm, host, hypervisor, cancellationToken)
            is VmState.Running
                or VmState.Blocked
                or VmState.Paused;

    private static async Task<VmState?> StateAsync(
        VmName vm,
        HostName host,
        IHypervisor hypervisor,
        CancellationToken cancellationToken
    )
    {
        IReadOnlyList<VmStatus> machines = await hypervisor.ListAsync(host, cancellationToken);
        return machines.FirstOrDefault(machine => machine.Name == vm)?.State;
    }
}
