using MigSim.Lab.Agents;
using MigSim.Virtualization;

namespace MigSim.Agent.Hosts;

/// <summary>Notes in the log what is asked of a hypervisor and what became of it.</summary>
internal sealed class LoggingHypervisor(
    ISavingHypervisor inner,
    AgentLog log,
    Func<decimal> unixSeconds
) : ISavingHypervisor
{
    private const string Done = "done";

    /// <inheritdoc/>
    public Task<VmStatus> CreateAsync(
        VmSpec spec,
        HostName host,
        CancellationToken cancellationToken
    ) =>
        NoteAsync(
            spec.Name,
            "create",
            host,
            () => inner.CreateAsync(spec, host, cancellationToken),
            _ => Done
        );

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
        decimal startedAt = unixSeconds();
        MigrationReport report = await NoteAsync(
            request.Vm,
            "migrate",
            request.Target,
            () => inner.MigrateAsync(request, cancellationToken),
            report => report.Status.ToString()
        );
        log.Write(
            new AgentEvent.MigrationEnded(
                unixSeconds(),
                request.Vm.Value,
                Describe(report, startedAt)
            )
        );
        return report;
    }

    /// <inheritdoc/>
    public Task DestroyAsync(VmName vm, HostName host, CancellationToken cancellationToken) =>
        NoteAsync(vm, "destroy", host, () => inner.DestroyAsync(vm, host, cancellationToken));

    /// <inheritdoc/>
    public Task ShutDownAsync(VmName vm, HostName host, CancellationToken cancellationToken) =>
        NoteAsync(vm, "shut-down", host, () => inner.ShutDownAsync(vm, host, cancellationToken));

    /// <inheritdoc/>
    public Task SaveAsync(
        VmName vm,
        HostName host,
        bool live,
        CancellationToken cancellationToken
    ) => NoteAsync(vm, "save", host, () => inner.SaveAsync(vm, host, live, cancellationToken));

    /// <inheritdoc/>
    public Task<VmStatus> RestoreAsync(
        VmName vm,
        HostName host,
        CancellationToken cancellationToken
    ) =>
        NoteAsync(
            vm,
            "restore",
            host,
            () => inner.RestoreAsync(vm, host, cancellationToken),
            _ => Done
        );

    private Task NoteAsync(VmName vm, string operation, HostName host, Func<Task> call) =>
        NoteAsync(
            vm,
            operation,
            host,
            async () =>
            {
                await call();
                return Done;
            },
            done => done
        );

    private async Task<T> NoteAsync<T>(
        VmName vm,
        string operation,
        HostName host,
        Func<Task<T>> call,
        Func<T, string> outcome
    )
    {
        log.Write(new AgentEvent.OperationBegan(unixSeconds(), vm.Value, operation, host.Value));
        string end = "cancelled";
        try
        {
            T result = await call();
            end = outcome(result);
            return result;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            end = exception is HypervisorException { Error: var error }
                ? $"{error}: {exception.Message}"
                : exception.Message;
            throw;
        }
        finally
        {
            log.Write(
                new AgentEvent.OperationEnded(unixSeconds(), vm.Value, operation, host.Value, end)
            );
        }
    }

    private AgentMigrationReport Describe(MigrationReport report, decimal startedAt) =>
        new()
        {
            Source = report.Request.Source.Value,
            Target = report.Request.Target.Value,
            Status = report.Status.ToString(),
            StartedAtUnixSeconds = startedAt,
            TotalSeconds = report.TotalTime.TotalSeconds,
            DowntimeSeconds = report.Downtime?.TotalSeconds,
            TransferredBytes = report.Transferred?.Bytes,
            Rounds = report.Rounds is { } rounds
                ?
                [
                    .. rounds.Select(round => new AgentRound(
                        round.Iteration,
                        (round.StartedAt - report.StartedAt).TotalSeconds,
                        round.Duration.TotalSeconds,
                        round.PagesSent,
                        round.PagesSkipped,
                        round.PagesDirtied,
                        round.GuestStopped
                    )),
                ]
                : null,
        };
}
