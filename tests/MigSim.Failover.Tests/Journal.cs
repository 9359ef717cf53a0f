using MigSim.Clustering;
using MigSim.Virtualization;

namespace MigSim.Failover.Tests;

/// <summary>
/// A hand-written testbed of sets and a journal: every call that changes something is a line.
/// </summary>
internal sealed class Journal : ISavingHypervisor, IClusterMessaging, IFencingDevice
{
    private readonly Dictionary<HostName, List<VmStatus>> _machines = [];
    private readonly HashSet<HostName> _silent = [];
    private readonly HashSet<VmName> _saved = [];

    /// <summary>Gets what was done, in order.</summary>
    public List<string> Lines { get; } = [];

    /// <summary>Gets the datagrams that were sent.</summary>
    public List<ClusterMessage> Datagrams { get; } = [];

    /// <summary>Gets the migrations that were asked for.</summary>
    public List<MigrationRequest> Migrations { get; } = [];

    /// <summary>Gets or sets how every migration ends.</summary>
    public MigrationStatus Outcome { get; set; } = MigrationStatus.Completed;

    /// <summary>Gets or sets why every call to restore fails, if it does.</summary>
    public HypervisorError? RestoreError { get; set; }

    public Journal Put(VmSpec spec, HostName host, VmState state = VmState.Running)
    {
        On(host).Add(Status(spec.Name, host, state));
        return this;
    }

    public Journal Silence(HostName host)
    {
        _silent.Add(host);
        return this;
    }

    public Journal Save(VmName vm)
    {
        _saved.Add(vm);
        return this;
    }

    public void Broadcast(ClusterMessage message)
    {
        Lines.Add($"broadcast by {message.Source}");
        Datagrams.Add(message);
    }

    public IAsyncEnumerable<ClusterMessage> ReceiveAsync(
        HostName member,
        CancellationToken cancellationToken
    ) => throw new NotSupportedException();

    public Task FenceAsync(HostName host, CancellationToken cancellationToken)
    {
        Lines.Add($"fence {host}");
        return Task.CompletedTask;
    }

    public Task<VmStatus> CreateAsync(
        VmSpec spec,
        HostName host,
        CancellationToken cancellationToken
    )
    {
        Lines.Add($"create {spec.Name} on {host}");
        Put(spec, host);
        return Task.FromResult(Status(spec.Name, host, VmState.Running));
    }

    public Task<IReadOnlyList<VmStatus>> ListAsync(
        HostName host,
        CancellationToken cancellationToken
    ) =>
        _silent.Contains(host)
            ? throw new HypervisorException(HypervisorError.HostUnreachable, $"{host} is silent.")
            : Task.FromResult<IReadOnlyList<VmStatus>>([.. On(host)]);

    public Task<MigrationReport> MigrateAsync(
        MigrationRequest request,
        CancellationToken cancellationToken
    )
    {
        Lines.Add($"migrate {request.Vm} from {request.Source} to {request.Target}");
        Migrations.Add(request);
        return Task.FromResult(
            new MigrationReport(
                request,
                Outcome,
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
        Lines.Add($"destroy {vm} on {host}");
        On(host).RemoveAll(machine => machine.Name == vm);
        return Task.CompletedTask;
    }

    public Task ShutDownAsync(VmName vm, HostName host, CancellationToken cancellationToken)
    {
        Lines.Add($"shut down {vm} on {host}");
        On(host).RemoveAll(machine => machine.Name == vm);
        return Task.CompletedTask;
    }

    public Task SaveAsync(VmName vm, HostName host, bool live, CancellationToken cancellationToken)
    {
        Lines.Add($"save {vm} on {host}{(live ? " live" : "")}");
        _saved.Add(vm);
        return Task.CompletedTask;
    }

    public Task<VmStatus> RestoreAsync(
        VmName vm,
        HostName host,
        CancellationToken cancellationToken
    )
    {
        HypervisorError? error = _saved.Contains(vm) ? RestoreError : HypervisorError.NothingSaved;
        if (error is { } reason)
        {
            throw new HypervisorException(reason, $"{vm} cannot be restored.");
        }

        Lines.Add($"restore {vm} on {host}");
        return Task.FromResult(Status(vm, host, VmState.Running));
    }

    private List<VmStatus> On(HostName host)
    {
        if (!_machines.TryGetValue(host, out List<VmStatus>? machines))
        {
            machines = [];
            _machines.Add(host, machines);
        }

        return machines;
    }

    private static VmStatus Status(VmName vm, HostName host, VmState state) =>
        new(vm, host, state, default, 1, TimeSpan.Zero);
}
