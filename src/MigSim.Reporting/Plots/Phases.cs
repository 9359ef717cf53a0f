using System.Collections.Immutable;
using MigSim.Clustering;
using MigSim.Experiments.Recording;
using MigSim.Experiments.Reports;
using MigSim.Virtualization;

namespace MigSim.Reporting.Plots;

/// <summary>When what happened to the machine that is probed.</summary>
/// <param name="FailureAt">When the failure began, or null if it did not.</param>
/// <param name="RunsAgainAt">When the machine ran on its new host, or null if it did not.</param>
/// <param name="End">When the last request was sent.</param>
/// <param name="Details">What is known of the time in between.</param>
public sealed record Phases(
    TimeSpan? FailureAt,
    TimeSpan? RunsAgainAt,
    TimeSpan End,
    ImmutableArray<Phase> Details
)
{
    /// <summary>Reads the phases from a run.</summary>
    public static Phases Of(RunResult result, VmName target)
    {
        TimeSpan end = result.Samples.IsEmpty ? TimeSpan.Zero : result.Samples[^1].SentAt;
        TimeSpan? failure = result.Events.OfType<RunEvent.FailureBegan>().FirstOrDefault()?.At;
        return new Phases(
            failure,
            failure is null ? null : RunsAgain(result, target, failure.Value),
            end,
            [.. Stops(result, target), .. Copies(result, target), .. Suspensions(result, target)]
        );
    }

    /// <summary>Gets the span that a metric of the probe is taken over; null if it has none.</summary>
    public Phase? SpanOf(string metric)
    {
        var second = TimeSpan.FromSeconds(1);
        if (FailureAt is not { } failure)
        {
            return null;
        }

        if (metric.StartsWith("rtt.before.", StringComparison.Ordinal))
        {
            return new Phase(PhaseKind.Before, TimeSpan.Zero, failure);
        }

        if (RunsAgainAt is not { } again)
        {
            return null;
        }

        return metric switch
        {
            "rtt.after.first_ms" => new Phase(PhaseKind.After, again, again + second),
            "rtt.after.last_ms" => new Phase(PhaseKind.After, End - second, End),
            _ when metric.StartsWith("rtt.during.", StringComparison.Ordinal) => new Phase(
                PhaseKind.During,
                failure,
                again
            ),
            _ => null,
        };
    }

    private static TimeSpan? RunsAgain(RunResult result, VmName target, TimeSpan failure)
    {
        TimeSpan? stop = result
            .Events.OfType<RunEvent.ScriptCalled>()
            .FirstOrDefault(e => e.Vm == target && e.Verb == ScriptVerb.Stop)
            ?.At;
        double? total = result.Report.Metrics.GetValueOrDefault($"failover.{target}.total_ms");
        return stop is not null && total is not null
            ? stop + TimeSpan.FromMilliseconds(total.Value)
            : result
                .Events.OfType<RunEvent.OperationEnded>()
                .LastOrDefault(e => e.Vm == target && e.At >= failure)
                ?.At;
    }

    private static IEnumerable<Phase> Stops(RunResult result, VmName target) =>
        from called in result.Events.OfType<RunEvent.ScriptCalled>()
        where called.Vm == target && called.Verb == ScriptVerb.Stop
        let ended = result
            .Events.OfType<RunEvent.ScriptEnded>()
            .FirstOrDefault(e =>
                e.Vm == target
                && e.Verb == called.Verb
                && e.Host == called.Host
                && e.At >= called.At
            )
        where ended is not null
        select new Phase(PhaseKind.Stop, called.At, ended.At);

    private static IEnumerable<Phase> Copies(RunResult result, VmName target) =>
        from began in result.Events.OfType<RunEvent.OperationBegan>()
        where began.Vm == target
        let ended = result
            .Events.OfType<RunEvent.OperationEnded>()
            .FirstOrDefault(e =>
                e.Vm == target && e.Operation == began.Operation && e.At >= began.At
            )
        where ended is not null
        select new Phase(PhaseKind.Copy, began.At, ended.At);

    private static IEnumerable<Phase> Suspensions(RunResult result, VmName target) =>
        from ended in result.Events.OfType<RunEvent.MigrationEnded>()
        let report = ended.Report
        where report.Request.Vm == target && report.Downtime is not null
        let begin = SuspendedAt(report)
        select new Phase(PhaseKind.Suspended, begin, begin + report.Downtime!.Value);

    /// <summary>The last pass is made with the guest stopped; suspending it comes before.</summary>
    private static TimeSpan SuspendedAt(MigrationReport report)
    {
        PreCopyRound? last = report.Rounds?.LastOrDefault(round => round.GuestStopped);
        return last is null
            ? report.StartedAt + report.TotalTime - report.Downtime!.Value
            : last.StartedAt - (report.DowntimeParts?.Suspend ?? TimeSpan.Zero);
    }
}
