using MigSim.Units;
using MigSim.Virtualization;

namespace MigSim.Lab.Tests.Guarding;

/// <summary>A hypervisor that is a list of machines, and lets anything happen.</summary>
internal sealed class ListedHypervisor : ISavingHypervisor
{
    private readonly SortedSet<(HostName Host, VmName Vm)> _machines = [];

    /// <summary>Gets the hosts that do not answer.</summary>
    public SortedSet<HostName> Silent { get; } = [];

    /// <summary>Gets what was asked for, lists left out.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>Gets or sets what happens after each call.</summary>
    public Action? AfterCall { get; set; }

    public void Put(HostName host, VmName vm) => _machines.Add((host, vm));

    public void Remove(HostName host, VmName vm) => _machines.Remove((host, vm));

    public IEnumerable<HostName> Places(VmName vm) =>
        _machines.Where(machine => machine.Vm == vm).Select(machine => machine.Host);

    public Task<VmStatus> CreateAsync(
        VmSpec spec,
        HostName host,
        CancellationToken cancellationToken
    )
    {
        Put(host, spec.Name);
        Note("create");
        return Task.FromResult(Status(host, spec.Name));
    }

    public Task<IReadOnlyList<VmStatus>> ListAsync(
        HostName host,
        CancellationToken cancellationToken
    ) =>
        Silent.Contains(host)
            ? throw new HypervisorException(HypervisorError.HostUnreachable, $"{host} is silent.")
            : Task.FromResult<IReadOnlyList<VmStatus>>([
                .. _machines
                    .Where(machine => machine.Host == host)
                    .Select(machine => Status(host, machine.Vm)),
            ]);

    public Task<MigrationReport> MigrateAsync(
        MigrationRequest request,
        CancellationToken cancellationToken
    )
    {
        Remove(request.Source, request.Vm);
        Put(request.Target, request.Vm);
        Note("migrate");
        return Task.FromResult(
            new MigrationReport(
                request,
                MigrationStatus.Completed,
                TimeSpan.Zero,
                TimeSpan.Zero,
                null,
                null,
                null,
                null
            )
        );
    }

    public Task DestroyAsync(VmName vm, HostName host, CancellationToken cancellationToken)
    {
        Remove(host, vm);
        Note("destroy");
        return Task.CompletedTask;
    }

    public Task ShutDownAsync(VmName vm, HostName host, CancellationToken cancellationToken)
    {
        Remove(host, vm);
        Note("shutdown");
        return Task.CompletedTask;
    }

    public Task SaveAsync(VmName vm, HostName host, bool live, CancellationToken cancellationToken)
    {
        Remove(host, vm);
        Note("save");
        return Task.CompletedTask;
    }

    public Task<VmStatus> RestoreAsync(
        VmName vm,
        HostName host,
        CancellationToken cancellationToken
    )
    {
        Put(host, vm);
        Note("restore");
        return Task.FromResult(Status(host, vm));
    }

    private static VmStatus Status(HostName host, VmName vm) =>
        new(vm, host, VmState.Running, DataSize.FromMebibytes(64), 1, TimeSpan.Zero);

    private void Note(string call)
    {
        Calls.Add(call);
        AfterCall?.Invoke();
    }
}
