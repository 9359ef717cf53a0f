using MigSim.Time;
using MigSim.Virtualization;

namespace MigSim.Experiments.Recording;

/// <summary>A hypervisor that records what is asked of it.</summary>
public sealed class RecordingHypervisor(
    ISavingHypervisor inner,
    RunClock clock,
    IRunRecorder recorder
) : IProtectingHypervisor
{
    /// <inheritdoc/>
    public Task<VmStatus> CreateAsync(
        VmSpec spec,
        HostName host,
        CancellationToken cancellationToken
    ) => NotedAsync("create", spec.Name, host, inner.CreateAsync(spec, host, cancellationToken));

    /// <inheritdoc/>
    public Task<IReadOnlyList<VmStatus>> ListAsync(
        HostName host,
        CancellationToken cancellationToken
    ) => inner.ListAsync(host, cancellationToken);

    /// <inheritdoc/>
    public async Task<MigrationReport> MigrateAsync(
        MigrationRequest request,
        CancellationToken cancellationToken
    )
    {
        MigrationReport report = await NotedAsync(
            "migrate",
            request.Vm,
            request.Source,
            inner.MigrateAsync(request, cancellationToken)
        );
        recorder.Record(new RunEvent.MigrationEnded(clock.Now, report));
        return report;
    }

    /// <inheritdoc/>
    public Task DestroyAsync(VmName vm, HostName host, CancellationToken cancellationToken) =>
        NotedAsync("destroy", vm, host, inner.DestroyAsync(vm, host, cancellationToken));

    /// <inheritdoc/>
    public Task ShutDownAsync(VmName vm, HostName host, CancellationToken cancellationToken) =>
        NotedAsync("shut-down", vm, host, inner.ShutDownAsync(vm, host, cancellationToken));

    /// <inheritdoc/>
    public Task SaveAsync(
        VmName vm,
        HostName host,
        bool live,
        CancellationToken cancellationToken
    ) => NotedAsync("save", vm, host, inner.SaveAsync(vm, host, live, cancellationToken));

    /// <inheritdoc/>
    public Task<VmStatus> RestoreAsync(
        VmName vm,
        HostName host,
        CancellationToken cancellationToken
    ) => NotedAsync("restore", vm, host, inner.RestoreAsync(vm, host, cancellationToken));

    /// <inheritdoc/>
    public Task<ProtectionReport> ProtectAsync(
        ProtectionRequest request,
        Action protectedNow,
        CancellationToken cancellationToken
    ) => Protecting.ProtectAsync(request, protectedNow, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> HasCopyAsync(VmName vm, HostName host, CancellationToken cancellationToken) =>
        inner is IProtectingHypervisor protecting
            ? protecting.HasCopyAsync(vm, host, cancellationToken)
            : Task.FromResult(false);

    /// <inheritdoc/>
    public Task<VmStatus> ActivateAsync(
        VmName vm,
        HostName host,
        CancellationToken cancellationToken
    ) => NotedAsync("activate", vm, host, Protecting.ActivateAsync(vm, host, cancellationToken));

    private IProtectingHypervisor Protecting =>
        inner as IProtectingHypervisor
        ?? throw new NotSupportedException("This testbed cannot protect machines.");

    private async Task<T> NotedAsync<T>(string operation, VmName vm, HostName host, Task<T> call)
    {
        await NotedAsync(operation, vm, host, (Task)call);
        return await call;
    }

    private async Task NotedAsync(string operation, VmName vm, HostName host, Task call)
    {
        recorder.Record(new RunEvent.OperationBegan(clock.Now, operation, vm, host));
        string outcome = "failed";
        try
        {
            await call;
            outcome = "done";
        }
        catch (HypervisorException exception)
        {
            outcome = exception.Message;
            throw;
        }
        finally
        {
            recorder.Record(new RunEvent.OperationEnded(clock.Now, operation, vm, host, outcome));
        }
    }
}
