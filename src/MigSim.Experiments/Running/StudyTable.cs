using System.Collections.Immutable;
using MigSim.Experiments.Reports;

namespace MigSim.Experiments.Running;

/// <summary>A study of many points as one table: a row for each of them.</summary>
public static class StudyTable
{
    /// <summary>The number of points from which on one table says more than one for each.</summary>
    public const int PointsMin = 13;

    private static readonly ImmutableArray<(string End, string Column)> Shown =
    [
        (".total_ms", "total s"),
        (".downtime_ms", "downtime ms"),
        (".stalled_ms", "stalled ms"),
        (".transferred_bytes", "MiB"),
        (".rounds", "rounds"),
    ];

    /// <summary>Gets the names of the axes, which are the first columns.</summary>
    public static ImmutableArray<string> Axes(StudySummary study) =>
        [.. Cells(study.Points[0].Point).Select(cell => cell.Axis)];

    /// <summary>Makes the table.</summary>
    /// <param name="study">All runs.</param>
    /// <param name="machine">The machine of which it tells: the one that is pinged.</param>
    public static ReportTable Of(StudySummary study, VmName machine) =>
        new(
            $"{study.Scenario}: migration of {machine} at every point",
            [.. Axes(study), .. Shown.Select(shown => shown.Column), "pings lost"],
            [.. study.Points.Where(point => point.Runs > 0).Select(point => Row(point, machine))]
        );

    private static ImmutableArray<string> Row(PointSummary point, VmName machine)
    {
        bool hasEnded = Mean(point, $"migration.{machine}.downtime_ms") is not null;
        return
        [
            .. Cells(point.Point).Select(cell => cell.Value),
            .. Shown.Select(shown =>
                Text(shown.End, hasEnded, Mean(point, $"migration.{machine}{shown.End}"))
            ),
            MetricText.Format("probe.lost", Mean(point, "probe.lost")),
        ];
    }

    // A migration that did not end has no total, only the time at which the run did.
    private static string Text(string end, bool hasEnded, double? value) =>
        value is null ? ""
        : end == ".total_ms" ? (hasEnded ? "" : "> ") + MetricText.Format("_s", value / 1000)
        : MetricText.Format(end, value);

    private static double? Mean(PointSummary point, string metric) =>
        point.Metrics.GetValueOrDefault(metric)?.Mean;

    private static IEnumerable<(string Axis, string Value)> Cells(string point) =>
        point.Split(',').Select(cell => (cell.Split('=')[0], cell.Split('=')[^1]));
}
