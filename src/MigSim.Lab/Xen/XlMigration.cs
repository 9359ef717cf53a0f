using MigSim.Lab.Parsing;
using MigSim.Lab.Shell;
using MigSim.Time;
using MigSim.Virtualization;

namespace MigSim.Lab.Xen;

/// <summary>One <c>xl migrate</c>, from its start until it is known where the machine is.</summary>
/// <remarks>
/// It is given up at the target: the half-received machine is destroyed there, whereupon the sender
/// resumes its own. Were the sender ended instead, it would leave a machine behind that it had
/// suspended, and xl has no command to resume one. Only a sender that does not come to rest is ended.
/// </remarks>
internal sealed class XlMigration(
    RunClock clock,
    XlTool tool,
    XlTimes times,
    MigrationRequest request
)
{
    private readonly XlMigrationParser _parser = new();
    private readonly List<string> _errors = [];
    private readonly TimeSpan _startedAt = clock.Now;
    private bool _isReadable = true;

    /// <summary>Carries it out.</summary>
    /// <param name="before">The machine as it was listed at the source.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    public async Task<MigrationReport> RunAsync(
        VmStatus before,
        CancellationToken cancellationToken
    )
    {
        TimeSpan timeLeft = _startedAt + request.Timeout - clock.Now;
        if (cancellationToken.IsCancellationRequested || timeLeft <= TimeSpan.Zero)
        {
            return Report(GivenUp(cancellationToken), clock.Now, before);
        }

        using CancellationTokenSource late = clock.CreateDeadline(timeLeft);
        using var kill = new CancellationTokenSource();
        Task<int?> sending = SendAsync(kill.Token);
        MigrationStatus stayed = MigrationStatus.TargetFailed;
        if (!await EndsAsync(sending, late.Token, cancellationToken))
        {
            stayed = GivenUp(cancellationToken);
            await GiveUpAsync(sending);
            kill.Cancel();
        }

        int? exitCode = await sending;
        TimeSpan endedAt = clock.Now;
        XlMigrationLog log = _parser.ToLog();
        (XlSighting source, XlSighting target) = await SettleAsync(exitCode is not null, log);
        MigrationStatus status = XlVerdict.Of(source, target, log, stayed);
        if (status == MigrationStatus.Completed && source.IsAway)
        {
            // The machine is seen running elsewhere, so this copy of it can never run again.
            await TryDestroyAsync(request.Source, XlNames.Away);
        }

        if (status == MigrationStatus.TargetFailed)
        {
            ThrowIfRefused();
        }

        return Report(status, endedAt, before);
    }

    private static MigrationStatus GivenUp(CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested
            ? MigrationStatus.Aborted
            : MigrationStatus.TimedOut;

    private static async Task<bool> EndsAsync(
        Task sending,
        CancellationToken late,
        CancellationToken cancelled
    )
    {
        var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using CancellationTokenRegistration first = late.Register(() => stop.TrySetResult());
        await using CancellationTokenRegistration second = cancelled.Register(() =>
            stop.TrySetResult()
        );
        await Task.WhenAny(sending, stop.Task);
        return sending.IsCompleted;
    }

    /// <summary>Runs the sender.</summary>
    /// <returns>Its exit code; null if it is not known how it ended.</returns>
    private async Task<int?> SendAsync(CancellationToken cancellationToken)
    {
        // It is ended from here; the shell's own time-out is only the last resort.
        TimeSpan timeout = request.Timeout + (times.GiveUp * 2) + times.Change;
        try
        {
            await foreach (ShellLine line in tool.MigrateAsync(request, timeout, cancellationToken))
            {
                Read(line);
            }

            return 0;
        }
        catch (ShellException exception) when (exception.Error == ShellError.CommandFailed)
        {
            return exception.ExitCode;
        }
        catch (ShellException exception)
            when (exception.Error
                    is ShellError.HostUnreachable
                        or ShellError.TimedOut
                        or ShellError.OutputTooLong
            )
        {
            return null;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    // The stream must be read to its end whatever it says: who leaves it ends the sender.
    private void Read(ShellLine line)
    {
        if (XlTool.Classify(line.Text) is not null)
        {
            _errors.Add(line.Text);
        }

        try
        {
            _parser.Add(new TimedLine(line.At, line.Text));
        }
        catch (TranscriptException)
        {
            _isReadable = false;
        }
    }

    private void ThrowIfRefused()
    {
        if (_errors.Count > 0 && XlTool.Classify(_errors[0]) is { } error)
        {
            throw new HypervisorException(error, $"{request.Target}: {_errors[0]}");
        }
    }

    private async Task GiveUpAsync(Task sending)
    {
        using CancellationTokenSource patience = clock.CreateDeadline(times.GiveUp);
        bool isRefused = false;
        while (!sending.IsCompleted && !patience.IsCancellationRequested)
        {
            XlSighting target = await LookAsync(request.Target);
            if (target.IsIncoming)
            {
                isRefused = true;
                await TryDestroyAsync(request.Target, XlNames.Incoming);
            }
            else if (!isRefused && target.State is null)
            {
                // Nothing was received yet, so the sender has not suspended the machine.
                return;
            }

            using CancellationTokenSource pause = clock.CreateDeadline(times.Pause);
            await EndsAsync(sending, pause.Token, CancellationToken.None);
        }
    }

    /// <summary>Looks at both hosts until nothing changes any more.</summary>
    private async Task<(XlSighting Source, XlSighting Target)> SettleAsync(
        bool isOver,
        XlMigrationLog log
    )
    {
        TimeSpan until = clock.Now + times.GiveUp;
        (XlSighting Source, XlSighting Target) seen = await LookAsync();
        while (clock.Now < until)
        {
            if (seen.Target.IsIncoming && !IsHandedOver(seen.Source, log))
            {
                await TryDestroyAsync(request.Target, XlNames.Incoming);
            }
            else if (isOver)
            {
                break;
            }

            await clock.DelayAsync(times.Pause, CancellationToken.None);
            (XlSighting Source, XlSighting Target) next = await LookAsync();
            isOver |= next == seen;
            seen = next;
        }

        return seen;
    }

    // From then on the copy that is being received may be the only one that can go on.
    private static bool IsHandedOver(XlSighting source, XlMigrationLog log) =>
        source.IsAway || (source.State is null && log.Has(XlMigrationPhase.PermissionGiven));

    private async Task<(XlSighting Source, XlSighting Target)> LookAsync()
    {
        Task<XlSighting> source = LookAsync(request.Source);
        Task<XlSighting> target = LookAsync(request.Target);
        return (await source, await target);
    }

    private async Task<XlSighting> LookAsync(HostName host)
    {
        try
        {
            return XlSighting.Of(request.Vm, await tool.ListAsync(host, CancellationToken.None));
        }
        catch (HypervisorException)
        {
            return XlSighting.Unknown;
        }
    }

    private async Task TryDestroyAsync(HostName host, string suffix)
    {
        try
        {
            await tool.RunAsync(
                host,
                times.Change,
                CancellationToken.None,
                "destroy",
                request.Vm + suffix
            );
        }
        catch (HypervisorException)
        {
            // The next look shows it.
        }
    }

    private MigrationReport Report(MigrationStatus status, TimeSpan endedAt, VmStatus before) =>
        XlMigrationReports.Of(
            request,
            status,
            _startedAt,
            endedAt - _startedAt,
            _isReadable ? _parser.ToLog() : null,
            before.Memory
        );
}
