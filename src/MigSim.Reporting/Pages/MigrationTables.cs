using System.Collections.Immutable;
using System.Globalization;
using MigSim.Experiments.Recording;
using MigSim.Experiments.Reports;
using MigSim.Virtualization;

namespace MigSim.Reporting.Pages;

/// <summary>The migrations of a run: what they took, what the downtime is made of, and every pass.</summary>
internal static class MigrationTables
{
    /// <summary>Makes the tables of all migrations; none where there was no migration.</summary>
    public static IEnumerable<ReportTable> Of(ImmutableArray<RunEvent> events)
    {
        MigrationReport[] migrations =
        [
            .. events.OfType<RunEvent.MigrationEnded>().Select(ended => ended.Report),
        ];
        if (migrations.Length == 0)
        {
            yield break;
        }

        yield return Overview(migrations);
        if (migrations.Any(migration => migration.DowntimeParts is not null))
        {
            yield return Parts(migrations);
        }

        foreach (MigrationReport migration in migrations)
        {
            if (migration.Rounds is { IsEmpty: false } rounds)
            {
                yield return Rounds(migration, rounds);
            }
        }
    }

    private static ReportTable Overview(MigrationReport[] migrations) =>
        new(
            "Migrations",
            ["machine", "source", "target", "mode", "ended", "total (ms)", "downtime (ms)", "MiB"],
            [
                .. migrations.Select(migration =>
                    (ImmutableArray<string>)
                        [
                            migration.Request.Vm.Value,
                            migration.Request.Source.Value,
                            migration.Request.Target.Value,
                            KebabCase.Of(migration.Request.Mode),
                            KebabCase.Of(migration.Status),
                            Milliseconds(migration.TotalTime),
                            Milliseconds(migration.Downtime),
                            MetricText.Format("_bytes", migration.Transferred?.Bytes),
                        ]
                ),
            ]
        );

    private static ReportTable Parts(MigrationReport[] migrations) =>
        new(
            "Parts of the downtime (ms)",
            ["machine", "suspend", "last copy", "handshake", "resume", "together"],
            [
                .. from migration in migrations
                let parts = migration.DowntimeParts
                where parts is not null
                select (ImmutableArray<string>)
                    [
                        migration.Request.Vm.Value,
                        Milliseconds(parts.Suspend),
                        Milliseconds(parts.LastCopy),
                        Milliseconds(parts.Handshake),
                        Milliseconds(parts.Resume),
                        Milliseconds(
                            parts.Suspend + parts.LastCopy + parts.Handshake + parts.Resume
                        ),
                    ],
            ]
        );

    private static ReportTable Rounds(
        MigrationReport migration,
        ImmutableArray<PreCopyRound> rounds
    ) =>
        new(
            $"Passes over the memory of {migration.Request.Vm}",
            [
                "pass",
                "begins (s)",
                "takes (ms)",
                "pages sent",
                "pages skipped",
                "dirty at its end",
                "machine",
            ],
            [
                .. rounds.Select(round =>
                    (ImmutableArray<string>)
                        [
                            Number(round.Iteration),
                            round.StartedAt.TotalSeconds.ToString(
                                "0.0000",
                                CultureInfo.InvariantCulture
                            ),
                            Milliseconds(round.Duration),
                            Number(round.PagesSent),
                            Number(round.PagesSkipped),
                            Number(round.PagesDirtied),
                            round.GuestStopped ? "stopped" : "runs",
                        ]
                ),
            ]
        );

    private static string Milliseconds(TimeSpan? time) =>
        MetricText.Format("_ms", time?.TotalMilliseconds);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
