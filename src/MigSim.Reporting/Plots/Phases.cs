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
        var moments = RunMoments.Of(result, target);
        return new Phases(
            moments.FailureAt,
            moments.RunsAgainAt,
            moments.End,
            [
                .. Stops(result, target),
                .. Operations(result, target),
                .. Suspensions(result, target),
            ]
        );
    }

    /// <summary>Gets the span that a mean of the probe is taken over; null if it is none.</summary>
    public Phase? SpanOf(string metric)
    {
        var second = TimeSpan.FromSeconds(1);
        if (FailureAt is not { } failure)
        {
            return null;
        }

        if (metric == "rtt.before.mean_ms")
        {
            return new Phase(PhaseKind.Before, "before", TimeSpan.Zero, failure);
        }

        if (RunsAgainAt is not { } again)
        {
            return null;
        }

        return metric switch
        {
            "rtt.after.first_ms" or "rtt.after.first.mean_ms" => new Phase(
                PhaseKind.After,
                "first second",
                again,
                again + second
            ),
            "rtt.after.last_ms" or "rtt.after.last.mean_ms" => new Phase(
                PhaseKind.After,
                "last second",
                End - second,
                End
            ),
            "rtt.during.mean_ms" => new Phase(PhaseKind.During, "failover", failure, again),
            _ => null,
        };
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
        where ended is not null && ended.At > called.At
        select new Phase(PhaseKind.Stop, "stop script", called.At, ended.At);

    private static IEnumerable<Phase> Operations(RunResult result, VmName target) =>
        from began in result.Events.OfType<RunEvent.OperationBegan>()
        where began.Vm == target && began.At > TimeSpan.Zero
        let kind = KindOf(began.Operation)
        let ended = result
            .Events.OfType<RunEvent.OperationEnded>()
            .FirstOrDefault(e =>
                e.Vm == target && e.Operation == began.Operation && e.At >= began.At
            )
        where kind is not null && ended is not null && ended.At > began.At
        let name = kind == PhaseKind.Boot ? "boot" : began.Operation
        select new Phase(kind.Value, name, began.At, ended.At);

    private static PhaseKind? KindOf(string operation) =>
        operation switch
        {
            "migrate" or "save" or "restore" => PhaseKind.Copy,
            "create" => PhaseKind.Boot,
            _ => null,
        };

    private static IEnumerable<Phase> Suspensions(RunResult result, VmName target) =>
        from ended in result.Events.OfType<RunEvent.MigrationEnded>()
        let report = ended.Report
        where report.Request.Vm == target && report.Downtime is not null
        let begin = SuspendedAt(report)
        select new Phase(PhaseKind.Suspended, "suspended", begin, begin + report.Downtime!.Value);

    /// <summary>The last pass is made with the guest stopped; suspending it comes before.</summary>
    private static TimeSpan SuspendedAt(MigrationReport report)
    {
        PreCopyRound? last = report.Rounds?.LastOrDefault(round => round.GuestStopped);
        return last is null
            ? report.StartedAt + report.TotalTime - report.Downtime!.Value
            : last.StartedAt - (report.DowntimeParts?.Suspend ?? TimeSpan.Zero);
    }
}
