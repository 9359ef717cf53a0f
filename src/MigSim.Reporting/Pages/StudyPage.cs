using System.Collections.Immutable;
using System.Globalization;
using MigSim.Experiments.Reports;
using MigSim.Experiments.Running;
using MigSim.Experiments.Scenarios;
using MigSim.Experiments.Statistics;
using MigSim.Experiments.Studies;
using MigSim.Reporting.Plots;

namespace MigSim.Reporting.Pages;

/// <summary>The page of a study: what was varied, what was found, and the pictures, in one file.</summary>
internal static class StudyPage
{
    /// <summary>A table of more points than this is in <c>summary.csv</c> only.</summary>
    private const int RowsMax = 400;

    private const int MetricsMax = 6;

    private static readonly ImmutableArray<string> s_usual =
    [
        ".downtime_ms",
        ".total_ms",
        ".transferred_bytes",
        "probe.lost",
        "rtt.during.mean_ms",
        "access.mean_ms",
        "http.during.mean_ms",
    ];

    private static readonly ImmutableArray<string> s_howToRead =
    [
        "Means are over the replications of a point, with half the width of their 95 % interval by Student's t. Where some of its runs have no value, as "
            + "where a migration does not end, the number of those that have one stands beside the mean; pictures leave such points out.",
        "Replication k of every point has the same seed: its random numbers are the same wherever the points let them. Comparisons are made pair by pair; the "
            + "gain of pairing says how many times as many independent runs would be needed to know the difference as well.",
        "First-order indices are the share of a metric's variance that an axis explains by itself, total ones its share with all interactions (Saltelli 2010, "
            + "Jansen 1999); their intervals are bootstrapped. mu* is the mean size of the elementary effects (Morris 1991, Campolongo 2007).",
        "A search for an edge takes a metric for monotone along the axis. Its decisions are all right together with the stated confidence (Bonferroni).",
    ];

    /// <summary>Makes the page.</summary>
    public static string Of(Study study, StudySummary summary, IReadOnlyList<NamedPicture> pictures)
    {
        var html = new HtmlWriter();
        string title = $"{summary.Scenario}: a study";
        html.Heading(1, title);
        html.Paragraph(Sentence(study, summary));
        if (Varied(study, summary) is { Rows.Length: > 0 } varied)
        {
            html.Heading(2, "What was varied");
            html.Table(varied);
        }

        ImmutableArray<ReportTable> findings = FindingsTables.Of(study, summary);
        if (!findings.IsEmpty)
        {
            html.Heading(2, "Findings");
            foreach (ReportTable table in findings)
            {
                html.Table(table);
            }
        }

        if (SummaryTables.Published(summary) is { Rows.Length: <= RowsMax } published)
        {
            html.Heading(2, "Against published values");
            html.Table(published);
        }

        if (pictures.Count > 0)
        {
            html.Heading(2, "Pictures");
            foreach (NamedPicture picture in pictures)
            {
                html.Picture(picture.Png, picture.Description);
            }
        }

        html.Heading(2, "Points");
        if (summary.Points.Length <= RowsMax)
        {
            html.Table(Points(study, summary));
        }

        html.Paragraph("summary.csv and summary.json have all points with all metrics.");
        html.Heading(2, "How to read this");
        html.List(s_howToRead);
        return html.Page(title);
    }

    private static string Sentence(Study study, StudySummary summary)
    {
        int runs = summary.Points.Sum(point => point.Runs);
        int most = summary.Points.Select(point => point.Runs).DefaultIfEmpty(0).Max();
        int least = summary.Points.Select(point => point.Runs).DefaultIfEmpty(0).Min();
        string each = most == least ? $"{most}" : $"{least} to {most}";
        string where = summary.Testbed == "sim" ? "simulated" : $"made on {summary.Testbed}";
        string seed = string.Create(
            CultureInfo.InvariantCulture,
            $"{runs} runs at {summary.Points.Length} points, {each} each, {where}; the first seed is {summary.FirstSeed}."
        );
        return study.Design.Until is { } until
            ? $"{seed} {summary.Points.Count(point => point.IsPrecise == true)} points know "
                + $"{MetricText.Describe(until.Metric)} as well as was asked."
            : seed;
    }

    private static ReportTable Varied(Study study, StudySummary summary)
    {
        var grid = new StudyGrid(study, summary);
        return new ReportTable(
            "Axes",
            ["axis", "values", "which"],
            [
                .. study.Axes.Select(axis =>
                    (ImmutableArray<string>)
                        [
                            axis,
                            grid.Values(axis).Length.ToString(CultureInfo.InvariantCulture),
                            Values(grid.Axis(axis), grid.Values(axis)),
                        ]
                ),
            ]
        );
    }

    private static string Values(StudyAxis axis, ImmutableArray<AxisValue> values)
    {
        const int ShownMax = 12;
        string[] texts =
        [
            .. values.Select(value =>
                value.Number is { } number ? AxisText.Format(number, axis.Unit) : value.Text
            ),
        ];
        return texts.Length <= ShownMax
            ? string.Join(", ", texts)
            : $"{string.Join(", ", texts.Take(3))}, … {texts[^1]}";
    }

    private static ReportTable Points(Study study, StudySummary summary)
    {
        ImmutableArray<string> metrics = Metrics(study, summary);
        return new ReportTable(
            "All points",
            [
                .. study.Axes.DefaultIfEmpty("point"),
                "runs",
                .. metrics.Select(metric =>
                    MetricText.Describe(metric)
                    + (MetricText.Unit(metric).Length == 0 ? "" : $" ({MetricText.Unit(metric)})")
                ),
            ],
            [
                .. summary.Points.Select(point =>
                    (ImmutableArray<string>)
                        [
                            .. study.Axes.IsEmpty
                                ? [point.Point]
                                : study.Axes.Select(axis => StudyGrid.At(point, axis).Text),
                            point.Runs.ToString(CultureInfo.InvariantCulture),
                            .. metrics.Select(metric =>
                                point.Metrics.GetValueOrDefault(metric) is null
                                    ? "no value"
                                    : SummaryTables.Format(metric, point)
                            ),
                        ]
                ),
            ]
        );
    }

    // Those that the study asks about; without any, the usual ones that it has.
    private static ImmutableArray<string> Metrics(Study study, StudySummary summary)
    {
        StudyDesign design = study.Design;
        string[] asked =
        [
            .. design
                .Pictures.SelectMany(picture => picture.Metrics)
                .Concat(design.Comparisons.SelectMany(comparison => comparison.Metrics))
                .Concat(design.Sensitivity?.Metrics ?? [])
                .Concat(design.Find is { } find ? [find.Metric] : [])
                .Concat(design.Until is { } until ? [until.Metric] : [])
                .Distinct(),
        ];
        IEnumerable<string> known = summary
            .Points.SelectMany(point => point.Metrics.Keys)
            .Distinct()
            .Order(StringComparer.Ordinal);
        return
        [
            .. (
                asked.Length > 0
                    ? asked
                    : s_usual.SelectMany(end =>
                        known.Where(metric => metric.EndsWith(end, StringComparison.Ordinal))
                    )
            ).Take(MetricsMax),
        ];
    }
}
