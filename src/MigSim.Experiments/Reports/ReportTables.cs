using System.Collections.Immutable;
using System.Globalization;

namespace MigSim.Experiments.Reports;

/// <summary>
/// The tables for people: one for each source of published values, one of the other predictions.
/// </summary>
public static class ReportTables
{
    private static readonly ImmutableArray<string> s_others =
    [
        "rtt.before.mean_ms",
        "rtt.during.p50_ms",
        "rtt.during.p90_ms",
        "rtt.during.p99_ms",
        "rtt.during.max_ms",
        "probe.lost",
        "probe.longest_gap_ms",
        "service.*.downtime_ms",
        "migration.*.downtime_ms",
        "migration.*.stalled_ms",
        "migration.*.rounds",
        "migration.*.transferred_bytes",
        "migration.*.total_ms",
        "failover.*.total_ms",
        "access.mean_ms",
        "server.memory_bytes",
        "http.replies",
        "http.replies_per_s",
        "http.connection.p50_ms",
        "http.connection.p99_ms",
        "http.before.*",
        "http.during.*",
        "http.after.*",
        "http.errors.*",
        "flows.*",
        "domain.*",
        "host.*.control_domain_percent",
        "protection.*.checkpoints_per_s",
        "protection.*.paused_percent",
        "protection.*.transferred_bytes",
        "protection.*.recovery_ms",
    ];

    /// <summary>Makes the tables of one run, with that of its steady state if it has one.</summary>
    public static ImmutableArray<ReportTable> Of(RunResult result) =>
        SteadyStateTable.Of(result) is { } steady
            ? Of(result.Report).Add(steady)
            : Of(result.Report);

    /// <summary>Makes the tables of the metrics of one run.</summary>
    public static ImmutableArray<ReportTable> Of(RunReport report) =>
        [.. Metrics(report), .. PredictionTables.Of(report)];

    private static ImmutableArray<ReportTable> Metrics(RunReport report) =>
        Build(
            new TableValues(
                report.Manifest.Point,
                report.Manifest.Testbed == "sim" ? "simulated" : "measured",
                [.. report.Metrics.Keys.Order(StringComparer.Ordinal)],
                report.Checks,
                metric => MetricText.Format(metric, report.Metrics[metric]),
                Verdict
            )
        );

    internal static ImmutableArray<ReportTable> Build(TableValues values)
    {
        ImmutableArray<ReportTable>.Builder tables = ImmutableArray.CreateBuilder<ReportTable>();
        foreach (IGrouping<string, Check> source in values.Checks.GroupBy(check => check.Source))
        {
            tables.Add(Published(values, source));
        }

        ImmutableArray<ImmutableArray<string>> others =
        [
            .. s_others
                .SelectMany(pattern => values.Metrics.Where(metric => Matches(metric, pattern)))
                .Where(metric => values.Checks.All(check => check.Metric != metric))
                .Where(metric => IsWorthARow(values, metric))
                .Select(metric => Row(values, metric)),
        ];
        if (others.Length > 0)
        {
            tables.Add(
                new ReportTable(
                    "Other predictions" + Suffix(values.Point),
                    ["metric", "name", "unit", values.ValueColumn],
                    others
                )
            );
        }

        return tables.ToImmutable();
    }

    // A simulator observes everything: what has no value there did not happen. Nor did an error
    // that never occurred.
    private static bool IsWorthARow(TableValues values, string metric) =>
        (
            !metric.StartsWith("http.errors.", StringComparison.Ordinal)
            || values.Value(metric) != "0"
        )
        && (values.ValueColumn != "simulated" || values.Value(metric) != MetricText.NotObservable);

    private static ReportTable Published(TableValues values, IGrouping<string, Check> source) =>
        new(
            Title(source.Key) + Suffix(values.Point),
            [
                "metric",
                "name",
                "unit",
                values.ValueColumn,
                "published",
                "difference",
                "within",
                "verdict",
            ],
            [.. source.Select(check => Row(values, check))]
        );

    private static ImmutableArray<string> Row(TableValues values, string metric) =>
        [MetricText.Describe(metric), metric, MetricText.Unit(metric), values.Value(metric)];

    private static ImmutableArray<string> Row(TableValues values, Check check) =>
        [
            MetricText.Describe(check.Metric),
            check.Metric,
            MetricText.Unit(check.Metric),
            values.Metrics.Contains(check.Metric)
                ? values.Value(check.Metric)
                : MetricText.Format(check.Metric, check.Found),
            MetricText.FormatPublished(check.Metric, check.Expected),
            Difference(check),
            check.Within is null
                ? ""
                : "±" + MetricText.FormatPublished(check.Metric, check.Within.Value),
            values.Verdict(check),
        ];

    private static string Difference(Check check)
    {
        if (check.Found is null)
        {
            return "";
        }

        double difference = check.Found.Value - check.Expected;
        return (difference < 0 ? "" : "+") + MetricText.Format(check.Metric, difference);
    }

    private static string Verdict(Check check) =>
        check.Holds switch
        {
            true => "holds",
            false => "FAILS",
            null when check.Found is null => MetricText.NotObservable,
            null => "",
        };

    /// <summary>Turns <c>paper table 3</c> into a title.</summary>
    private static string Title(string source)
    {
        const string Paper = "paper ";
        string title = source.StartsWith(Paper, StringComparison.Ordinal)
            ? source[Paper.Length..]
            : source;
        return title.Length == 0
            ? "Published values"
            : char.ToUpper(title[0], CultureInfo.InvariantCulture) + title[1..];
    }

    /// <summary>Turns <c>script=live-migrate</c> into what is added to a title.</summary>
    private static string Suffix(string point) =>
        point == "base"
            ? ""
            : $" ({string.Join(", ", point.Split(',').Select(axis => axis[(axis.IndexOf('=', StringComparison.Ordinal) + 1)..]))})";

    internal static bool Matches(string metric, string pattern)
    {
        int star = pattern.IndexOf('*', StringComparison.Ordinal);
        return star < 0
            ? metric == pattern
            : metric.StartsWith(pattern[..star], StringComparison.Ordinal)
                && metric.EndsWith(pattern[(star + 1)..], StringComparison.Ordinal);
    }
}
