using System.Collections.Immutable;
using System.Text.Json;
using MigSim.Lab.Agents;
using MigSim.Lab.Shell;
using MigSim.Time;
using MigSim.Units;
using MigSim.Virtualization;

namespace MigSim.Lab.Qemu;

/// <summary>Machines of QEMU on hosts that have the agent.</summary>
/// <remarks>
/// A machine never runs twice: a copy at the target runs only after the source has said that it will not
/// run it again, and what became of a migration that broke off is decided by a fresh look at both hosts.
/// QEMU cannot make a live copy of a machine and add to it later, so a live save is not supported.
/// </remarks>
/// <param name="shell">The way to the members.</param>
/// <param name="clock">The clock.</param>
/// <param name="members">The hosts that can run machines.</param>
/// <param name="machines">The machines, for what a <see cref="VmSpec"/> does not say: their disks.</param>
/// <param name="agentProgram">The path of the agent on the members.</param>
public sealed class QmpHypervisor(
    IRemoteShell shell,
    RunClock clock,
    ImmutableArray<HostName> members,
    ImmutableArray<AgentMachine> machines,
    string agentProgram
) : ISavingHypervisor
{
    private static readonly TimeSpan ListTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ChangeTimeout = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan StateTimeout = TimeSpan.FromMinutes(15);

    private readonly VmCommands _hosts = new(shell, agentProgram);
    private readonly SortedSet<VmName> _busy = [];

    /// <inheritdoc/>
    public async Task<VmStatus> CreateAsync(
        VmSpec spec,
        HostName host,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(spec);
        using Claim claim = Take(spec.Name, HypervisorError.VmExists);
        await AllAsync(host, cancellationToken);
        await RefuseTakenAsync(spec.Name, host, HypervisorError.VmExists, cancellationToken);
        AgentMachine? known = machines.FirstOrDefault(one => one.Name == spec.Name.Value);
        var machine = AgentMachine.Of(spec);
        machine = machine with
        {
            // With the length of its network's prefix, if that is known.
            Address =
                known?.Address.Split('/')[0] == machine.Address ? known.Address : machine.Address,
            Disk = known?.Disk,
        };
        string text = JsonSerializer.Serialize(machine, AgentJson.Default.AgentMachine);
        try
        {
            return await OneAsync(host, ChangeTimeout, cancellationToken, "create", text);
        }
        catch (OperationCanceledException)
        {
            // It may have run just before it heard of that.
            await DestroyAnywayAsync(spec.Name, host);
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<VmStatus>> ListAsync(
        HostName host,
        CancellationToken cancellationToken
    ) =>
        [
            .. from entry in await AllAsync(host, cancellationToken)
            where !entry.IsIncoming
            select Status(entry, host),
        ];

    /// <inheritdoc/>
    public async Task<MigrationReport> MigrateAsync(
        MigrationRequest request,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        using Claim claim = Take(request.Vm, HypervisorError.VmBusy);
        return await new QmpMigration(_hosts, clock, request).RunAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public Task DestroyAsync(VmName vm, HostName host, CancellationToken cancellationToken) =>
        ChangeAsync(host, ChangeTimeout, cancellationToken, "destroy", vm.Value);

    /// <inheritdoc/>
    public Task ShutDownAsync(VmName vm, HostName host, CancellationToken cancellationToken) =>
        ChangeAsync(host, ChangeTimeout, cancellationToken, "shutdown", vm.Value);

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">A live save was asked for.</exception>
    public async Task SaveAsync(
        VmName vm,
        HostName host,
        bool live,
        CancellationToken cancellationToken
    )
    {
        if (live)
        {
            throw new NotSupportedException(
                "QEMU cannot save a machine that runs on and add to that later: "
                    + "the restart mode staged-copy needs the simulator."
            );
        }

        using Claim claim = Take(vm, HypervisorError.VmBusy);
        await ChangeAsync(host, StateTimeout, cancellationToken, "save", vm.Value);
    }

    /// <inheritdoc/>
    public async Task<VmStatus> RestoreAsync(
        VmName vm,
        HostName host,
        CancellationToken cancellationToken
    )
    {
        using Claim claim = Take(vm, HypervisorError.VmBusy);
        await ChangeAsync(host, ListTimeout, cancellationToken, "saved", vm.Value);
        await RefuseTakenAsync(vm, host, HypervisorError.VmBusy, cancellationToken);
        try
        {
            return await OneAsync(host, StateTimeout, cancellationToken, "restore", vm.Value);
        }
        catch (HypervisorException exception)
            when (exception.Error == HypervisorError.VmBusy
                && QemuStateStore.Claimant(exception.Message) is { }
            )
        {
            // Unless the other one has failed in the middle: then it shows nothing of the machine.
            HostName claimant = QemuStateStore.Claimant(exception.Message)!.Value;
            IEnumerable<VmEntry> there = await AllAsync(claimant, cancellationToken);
            if (there.Any(entry => Name(entry) == vm))
            {
                throw;
            }

            string[] words = ["restore", vm.Value, claimant.Value];
            return await OneAsync(host, StateTimeout, cancellationToken, words);
        }
    }

    /// <summary>Keeps other calls of this hypervisor from the machine until the result is disposed.</summary>
    private Claim Take(VmName vm, HypervisorError ifTaken) =>
        _busy.Add(vm)
            ? new(_busy, vm)
            : throw new HypervisorException(ifTaken, $"{vm} is being changed already.");

    private static VmName Name(VmEntry entry) => new(entry.Machine.Machine.Name);

    private static VmStatus Status(VmEntry entry, HostName host) =>
        new(
            Name(entry),
            host,
            entry.State,
            DataSize.FromBytes(entry.Machine.Machine.MemoryBytes),
            entry.Machine.Machine.VirtualCpus,
            TimeSpan.FromSeconds(entry.CpuSeconds)
        );

    private async Task<ImmutableArray<VmEntry>> AllAsync(
        HostName host,
        CancellationToken cancellationToken
    ) => (await _hosts.AskAsync(host, ListTimeout, cancellationToken, "list")).Machines ?? [];

    private Task ChangeAsync(
        HostName host,
        TimeSpan timeout,
        CancellationToken cancellationToken,
        params string[] words
    ) => _hosts.AskAsync(host, timeout, cancellationToken, words);

    private async Task<VmStatus> OneAsync(
        HostName host,
        TimeSpan timeout,
        CancellationToken cancellationToken,
        params string[] words
    )
    {
        VmAnswer answer = await _hosts.AskAsync(host, timeout, cancellationToken, words);
        return answer.Machines is [var entry]
            ? Status(entry, host)
            : throw new HypervisorException(
                HypervisorError.ToolFailed,
                $"{host}: the machine ended right after '{words[0]}'."
            );
    }

    /// <summary>Refuses a name that a member shows; one that does not answer shows nothing.</summary>
    private async Task RefuseTakenAsync(
        VmName vm,
        HostName host,
        HypervisorError ifComing,
        CancellationToken cancellationToken
    )
    {
        foreach (HostName member in members)
        {
            try
            {
                ImmutableArray<VmEntry> there = await AllAsync(member, cancellationToken);
                if (there.FirstOrDefault(entry => Name(entry) == vm) is { } taken)
                {
                    throw new HypervisorException(
                        taken.IsIncoming ? ifComing : HypervisorError.VmExists,
                        $"{vm} is on {member} already."
                    );
                }
            }
            catch (HypervisorException exception)
                when (exception.Error == HypervisorError.HostUnreachable && member != host)
            {
                // Whoever starts a machine anew has fenced it, or knows that it never ran there.
            }
        }
    }

    private async Task DestroyAnywayAsync(VmName vm, HostName host)
    {
        try
        {
            await ChangeAsync(host, ChangeTimeout, CancellationToken.None, "destroy", vm.Value);
        }
        catch (HypervisorException)
        {
            // It is not there.
        }
    }

    private readonly struct Claim(SortedSet<VmName> busy, VmName vm) : IDisposable
    {
        public void Dispose() => busy.Remove(vm);
    }
}
