using System.Collections.Immutable;
using MigSim.Experiments.Reports;

namespace MigSim.Experiments.Running;

/// <summary>The tables of a point for people; of many replications mean ± half the 95 % interval.</summary>
public static class SummaryTables
{
    /// <summary>Makes the tables of one point.</summary>
    public static ImmutableArray<ReportTable> Of(PointSummary summary, string testbed) =>
        Of(summary, testbed, summary.Metrics.Keys);

    /// <summary>Makes one table of the published values at all points, each named by its source and point; null if there are none.</summary>
    public static ReportTable? Published(StudySummary summary)
    {
        ReportTable[] tables =
        [
            .. summary.Points.SelectMany(point =>
                Of(point, summary.Testbed, point.Checks.Select(check => check.Check.Metric))
            ),
        ];
        return tables.Length == 0
            ? null
            : new ReportTable(
                "Published values",
                Named("published in", tables[0].Columns),
                [.. tables.SelectMany(table => table.Rows.Select(row => Named(table.Title, row)))]
            );
    }

    // The name of the metric stands behind its description, and one of both is enough.
    private static ImmutableArray<string> Named(string first, ImmutableArray<string> cells) =>
        [first, .. cells.RemoveAt(1)];

    private static ImmutableArray<ReportTable> Of(
        PointSummary summary,
        string testbed,
        IEnumerable<string> metrics
    ) =>
        ReportTables.Build(
            new TableValues(
                summary.Point,
                testbed == "sim" ? "simulated" : "measured",
                [.. metrics.Distinct()],
                [.. summary.Checks.Select(check => check.Check)],
                metric => Format(metric, summary),
                check => Verdict(summary.Checks.First(c => ReferenceEquals(c.Check, check)))
            )
        );

    /// <summary>Writes the mean of a metric with half its 95 % interval, and of how many runs if some have no value.</summary>
    public static string Format(string metric, PointSummary summary)
    {
        SampleStatistics? statistics = summary.Metrics.GetValueOrDefault(metric);
        string mean = MetricText.Format(metric, statistics?.Mean);
        string interval = statistics?.HalfInterval is null
            ? ""
            : " ± " + MetricText.Format(metric, statistics.HalfInterval);
        string count =
            statistics is null || statistics.Count == summary.Runs
                ? ""
                : $" (n = {statistics.Count})";
        return mean + interval + count;
    }

    private static string Verdict(CheckSummary check) =>
        check.Runs == 0 ? (check.Check.Found is null ? MetricText.NotObservable : "")
        : check.Runs == 1 ? (check.Held == 1 ? "holds" : "FAILS")
        : check.Held == check.Runs ? $"holds in {check.Held} of {check.Runs}"
        : $"FAILS in {check.Runs - check.Held} of {check.Runs}";
}
