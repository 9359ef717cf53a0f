using System.Collections.Immutable;
using System.Text.Json;
using MigSim.Lab.Agents;
using MigSim.Time;
using MigSim.Units;
using MigSim.Virtualization;

namespace MigSim.Lab.Qemu;

/// <summary>One migration between two hosts, as the one who asked for it sees it.</summary>
/// <remarks>
/// What the hosts say of their own part is a hint. What counts is a look at both when neither does
/// anything to the machine any more.
/// </remarks>
internal sealed class QmpMigration(VmCommands hosts, RunClock clock, MigrationRequest request)
{
    private static readonly TimeSpan QuickTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LookTimeout = TimeSpan.FromSeconds(90);

    // The hosts give up by themselves; this is for one that does not come to that.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(4);

    private readonly TimeSpan _startedAt = clock.Now;

    // By this clock; the source tells only how long it took.
    private TimeSpan _sendingSince = clock.Now;

    /// <summary>Makes the migration.</summary>
    public async Task<MigrationReport> RunAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource deadline = clock.CreateDeadline(request.Timeout);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(
            cancellationToken,
            deadline.Token
        );
        QemuSending? sending;
        try
        {
            QemuMachine machine = await FindAsync(both.Token);
            sending = await MoveAsync(machine, both.Token);
        }
        catch (OperationCanceledException)
        {
            sending = null;
        }

        TimeSpan totalTime = clock.Now - _startedAt;
        MigrationStatus given =
            cancellationToken.IsCancellationRequested ? MigrationStatus.Aborted
            : deadline.IsCancellationRequested ? MigrationStatus.TimedOut
            : MigrationStatus.TargetFailed;
        MigrationStatus status =
            sending?.End == QemuSendingEnd.Completed
                ? MigrationStatus.Completed
                : await SettleAsync(given);
        if (status != MigrationStatus.Completed)
        {
            totalTime = clock.Now - _startedAt;
        }

        return Report(status, totalTime, sending);
    }

    private async Task<QemuMachine> FindAsync(CancellationToken cancellationToken)
    {
        VmEntry? here = await OneAsync(request.Source, "list", QuickTimeout, cancellationToken);
        if (here is not { IsIncoming: false })
        {
            throw new HypervisorException(
                HypervisorError.VmNotFound,
                $"{request.Vm} is not on {request.Source}."
            );
        }

        VmEntry? there = await OneAsync(request.Target, "list", QuickTimeout, cancellationToken);
        if (there is not null)
        {
            throw new HypervisorException(
                there.IsIncoming ? HypervisorError.VmBusy : HypervisorError.VmExists,
                there.IsIncoming
                    ? $"{request.Vm} is on its way to {request.Target} already."
                    : $"{request.Vm} is on {request.Target} already."
            );
        }

        return here.Machine;
    }

    private async Task<QemuSending?> MoveAsync(
        QemuMachine machine,
        CancellationToken cancellationToken
    )
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var port = new TaskCompletionSource<int>();
        Task receiving = ReceiveAsync(machine, port, stop.Token);
        bool isDone = false;
        try
        {
            int number = await port.Task;
            VmAnswer answer = await hosts.AskAsync(
                request.Source,
                request.Timeout + Margin,
                cancellationToken,
                "send",
                request.Vm.Value,
                request.Target.Value,
                $"{number}",
                request.Mode.ToString()
            );
            isDone = answer.Sending?.End == QemuSendingEnd.Completed;
            _sendingSince = clock.Now - TimeSpan.FromSeconds(answer.Sending?.Seconds ?? 0);
            return answer.Sending;
        }
        catch (HypervisorException exception)
            when (port.Task.IsCompletedSuccessfully
                && exception.Error
                    is HypervisorError.ToolFailed
                        or HypervisorError.HostUnreachable
                        or HypervisorError.VmNotFound
            )
        {
            // It began and broke off: that is an outcome. The source may be back already, without it.
            return null;
        }
        finally
        {
            if (!isDone)
            {
                stop.Cancel();
            }

            await receiving;
        }
    }

    /// <summary>Has the target receive; it never throws but through the port.</summary>
    private async Task ReceiveAsync(
        QemuMachine machine,
        TaskCompletionSource<int> port,
        CancellationToken cancellationToken
    )
    {
        string text = JsonSerializer.Serialize(machine, QemuJson.Default.QemuMachine);
        try
        {
            await foreach (
                VmAnswer answer in hosts.StreamAsync(
                    request.Target,
                    request.Timeout + Margin,
                    cancellationToken,
                    "receive",
                    text
                )
            )
            {
                if (answer.Port is { } number)
                {
                    port.TrySetResult(number);
                }
            }

            port.TrySetException(
                new HypervisorException(
                    HypervisorError.ToolFailed,
                    $"{request.Target} ended without expecting {request.Vm}."
                )
            );
        }
        catch (OperationCanceledException)
        {
            port.TrySetCanceled(cancellationToken);
        }
        catch (HypervisorException exception)
        {
            port.TrySetException(exception);
        }
    }

    /// <summary>Sees to it that the machine runs on one host at most, and tells where.</summary>
    /// <param name="given">What it is called if it runs at the source.</param>
    private async Task<MigrationStatus> SettleAsync(MigrationStatus given)
    {
        (bool targetAnswers, VmEntry? there) = await LookAsync(request.Target);
        if (there is { IsIncoming: true })
        {
            await hosts.AskAsync(
                request.Target,
                LookTimeout,
                CancellationToken.None,
                "discard",
                request.Vm.Value
            );
            there = null;
        }

        (bool sourceAnswers, VmEntry? here) = await LookAsync(request.Source);
        if (there is not null)
        {
            // It only runs there because the source had given it away.
            if (here is { QemuState: "postmigrate" })
            {
                await AskSourceAsync("destroy");
            }

            return MigrationStatus.Completed;
        }

        if (!targetAnswers)
        {
            return here is null or { QemuState: "postmigrate" }
                ? MigrationStatus.Ambiguous
                : MigrationStatus.TargetFailed;
        }

        if (!sourceAnswers || here is null)
        {
            return MigrationStatus.SourceFailed;
        }

        switch (here.QemuState)
        {
            case "postmigrate":
                await AskSourceAsync("resume");
                return given;
            case "guest-panicked":
                return MigrationStatus.Aborted;
            default:
                return given;
        }
    }

    private Task AskSourceAsync(string verb) =>
        hosts.AskAsync(request.Source, LookTimeout, CancellationToken.None, verb, request.Vm.Value);

    private async Task<(bool Answers, VmEntry? Entry)> LookAsync(HostName host)
    {
        try
        {
            return (true, await OneAsync(host, "look", LookTimeout, CancellationToken.None));
        }
        catch (HypervisorException)
        {
            // Out of reach, or in a state in which it cannot tell: nothing is known of it.
            return (false, null);
        }
    }

    private async Task<VmEntry?> OneAsync(
        HostName host,
        string verb,
        TimeSpan timeout,
        CancellationToken cancellationToken
    )
    {
        string[] words = verb == "list" ? [verb] : [verb, request.Vm.Value];
        VmAnswer answer = await hosts.AskAsync(host, timeout, cancellationToken, words);
        return answer.Machines?.FirstOrDefault(entry =>
            entry.Machine.Machine.Name == request.Vm.Value
        );
    }

    private MigrationReport Report(
        MigrationStatus status,
        TimeSpan totalTime,
        QemuSending? sending
    ) =>
        new(
            request,
            status,
            _startedAt,
            totalTime,
            sending?.DowntimeSeconds is { } downtime ? TimeSpan.FromSeconds(downtime) : null,
            DowntimeParts: null,
            sending?.TransferredBytes is { } bytes ? DataSize.FromBytes(bytes) : null,
            sending?.Rounds is { } rounds ? [.. rounds.Select(Round)] : null
        );

    private PreCopyRound Round(AgentRound round) =>
        new(
            round.Iteration,
            _sendingSince + TimeSpan.FromSeconds(round.StartedAfterSeconds),
            TimeSpan.FromSeconds(round.Seconds),
            round.PagesSent,
            round.PagesSkipped,
            round.PagesDirtied,
            round.GuestStopped
        );
}
