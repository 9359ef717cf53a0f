using System.Collections.Immutable;
using System.Globalization;
using MigSim.Experiments.Comparing;
using MigSim.Experiments.Reports;
using MigSim.Experiments.Running;
using MigSim.Experiments.Scenarios;
using MigSim.Experiments.Studies;

namespace MigSim.Experiments.Statistics;

/// <summary>The tables for people of a study's findings.</summary>
public static class FindingsTables
{
    /// <summary>More rows of a table are in <c>summary.json</c> only.</summary>
    private const int RowsMax = 200;

    /// <summary>Makes the tables: one for each edge, each pair of points, and each sensitivity.</summary>
    public static ImmutableArray<ReportTable> Of(Study study, StudySummary summary) =>
        [
            .. summary.Edges.Select(edge => Of(edge, Unit(study, edge))),
            .. summary.Findings.Comparisons.GroupBy(points => points.Name).Select(Of),
            .. summary.Findings.Sensitivities.Select(Of),
        ];

    /// <summary>Gets the base unit of the axis along which an edge was looked for.</summary>
    public static string Unit(Study study, EdgeFinding finding) =>
        study.AxisDescriptions.FirstOrDefault(axis => axis.Name == finding.Search.Axis)?.Unit ?? "";

    /// <summary>Says in a sentence what a search has found.</summary>
    /// <param name="finding">What it has found.</param>
    /// <param name="unit">The base unit of the axis.</param>
    public static string Answer(EdgeFinding finding, string unit)
    {
        EdgeSearch search = finding.Search;
        string limit =
            $"{MetricText.Format(search.Metric, search.Limit)} {MetricText.Unit(search.Metric)}";
        string stays = $"stay {(search.IsBelow ? "below" : "above")} {limit}".TrimEnd();
        string metric =
            (finding.Point == "base" ? "" : $"{finding.Point}: ")
            + MetricText.Describe(search.Metric);
        string confidence = $"{Percent(search.Confidence)} % confidence";
        string ends = $"{search.Axis} from {Value(unit, search.From)} to {Value(unit, search.To)}";
        string keeps = Value(unit, finding.Edge.Keeps);
        string fails = Value(unit, finding.Edge.Fails);
        return finding.Edge.Outcome switch
        {
            EdgeOutcome.Found =>
                $"{metric}: {keeps} is the {(search.IsSmallest ? "smallest" : "largest")} {search.Axis} that makes it "
                    + $"{stays}, at {confidence}; {fails} "
                    + (finding.Edge.HasUndecided ? "is not shown to." : "does not."),
            EdgeOutcome.KeptEverywhere =>
                $"{metric}: every {ends} makes it {stays}, at {confidence}.",
            EdgeOutcome.KeptNowhere => $"{metric}: no {ends} is shown to make it {stays}.",
            EdgeOutcome.Contrary =>
                $"{metric}: {keeps} makes it {stays} and {fails} does not: look for the "
                    + $"{(search.IsSmallest ? "largest" : "smallest")} {search.Axis} instead.",
            _ =>
                $"{metric}: the search for the {search.Axis} that makes it {stays} was broken off.",
        };
    }

    private static ReportTable Of(EdgeFinding finding, string unit) =>
        new(
            Answer(finding, unit),
            [
                finding.Search.Axis,
                "runs",
                Titled("mean", finding.Search.Metric),
                "interval",
                "limit",
            ],
            [
                .. finding
                    .Edge.Visits.OrderBy(visit => visit.Value)
                    .Select(visit =>
                        (ImmutableArray<string>)
                            [
                                Value(unit, visit.Value),
                                visit.Runs.ToString(CultureInfo.InvariantCulture),
                                visit.Mean is { } mean
                                    ? MetricText.Format(finding.Search.Metric, mean.Mean)
                                    : "no value",
                                Interval(finding.Search.Metric, visit.Mean?.Low, visit.Mean?.High),
                                Words(visit.Verdict),
                            ]
                    ),
            ]
        );

    private static ReportTable Of(IGrouping<string, PairedPoints> comparison)
    {
        ImmutableArray<string>[] rows =
        [
            .. from points in comparison
            from metric in points.Metrics
            select Row(points.At, metric),
        ];
        PairedPoints first = comparison.First();
        return new ReportTable(
            comparison.Key
                + (first.At.Length == 0 ? $": {first.Alternative} against {first.Baseline}" : "")
                + (rows.Length > RowsMax ? $" (the first {RowsMax} rows of {rows.Length})" : ""),
            [
                .. first.At.Length == 0 ? (string[])[] : ["at"],
                "metric",
                "unit",
                "baseline",
                "alternative",
                "difference",
                "ratio",
                "ratio, 95 %",
                "pairs",
                "gain of pairing",
            ],
            [.. rows.Take(RowsMax)]
        );
    }

    private static ImmutableArray<string> Row(string at, PairedMetric paired)
    {
        string metric = paired.Metric.Metric;
        MeanComparison means = paired.Metric.Means;
        return
        [
            .. at.Length == 0 ? (string[])[] : [at],
            MetricText.Describe(metric),
            MetricText.Unit(metric),
            paired.Metric.Left is { } left ? MetricText.Format(metric, left.Mean) : "no value",
            paired.Metric.Right is { } right ? MetricText.Format(metric, right.Mean) : "no value",
            means.Difference is null
                ? ""
                : (means.Difference < 0 ? "" : "+")
                    + MetricText.Format(metric, means.Difference)
                    + (
                        means.DifferenceHalfInterval is { } half
                            ? $" ± {MetricText.Format(metric, half)}"
                            : ""
                    ),
            Number(means.Ratio),
            means.RatioLow is { } low ? $"{Number(low)} to {Number(means.RatioHigh)}" : "",
            paired.Pairs.ToString(CultureInfo.InvariantCulture),
            paired.PairingGain is { } gain
                ? gain.ToString("G3", CultureInfo.InvariantCulture) + " x"
                : "",
        ];
    }

    private static ReportTable Of(Sensitivity sensitivity)
    {
        string title =
            $"What {MetricText.Describe(sensitivity.Metric)} depends on"
            + (sensitivity.At.Length == 0 ? "" : $" ({sensitivity.At})")
            + Remark(sensitivity);
        return sensitivity.Method == SensitivityMethod.Sobol
            ? new ReportTable(
                title,
                ["axis", "first order", "95 %", "total", "95 %"],
                [
                    .. sensitivity.Indices.Select(index =>
                        (ImmutableArray<string>)
                            [
                                index.Axis,
                                Number(index.First.Value),
                                $"{Number(index.First.Low)} to {Number(index.First.High)}",
                                Number(index.Total.Value),
                                $"{Number(index.Total.Low)} to {Number(index.Total.High)}",
                            ]
                    ),
                ]
            )
            : new ReportTable(
                title,
                ["axis", Titled("mu*", sensitivity.Metric), "95 %", "mu", "sigma"],
                [
                    .. sensitivity.Effects.Select(effect =>
                        (ImmutableArray<string>)
                            [
                                effect.Axis,
                                MetricText.Format(sensitivity.Metric, effect.MuStar.Value),
                                Interval(sensitivity.Metric, effect.MuStar.Low, effect.MuStar.High),
                                MetricText.Format(sensitivity.Metric, effect.Mu),
                                MetricText.Format(sensitivity.Metric, effect.Sigma),
                            ]
                    ),
                ]
            );
    }

    private static string Remark(Sensitivity sensitivity)
    {
        string what = sensitivity.Method == SensitivityMethod.Sobol ? "samples" : "steps";
        string leftOut =
            sensitivity.LeftOut == 0
                ? ""
                : $"; {sensitivity.LeftOut} {what} are left out, as a run has no value there";
        string noise = sensitivity.NoiseShare is { } share
            ? $"; at most {Percent(share)} % of the variance is noise"
            : "";
        bool isEmpty = sensitivity.Indices.IsEmpty && sensitivity.Effects.IsEmpty;
        string nothing = isEmpty ? "; it does not vary, or too few values are left" : "";
        return leftOut + noise + nothing;
    }

    private static string Percent(double share) =>
        (100 * share).ToString("0.##", CultureInfo.InvariantCulture);

    private static string Words(EdgeVerdict verdict) =>
        verdict switch
        {
            EdgeVerdict.Keeps => "kept",
            EdgeVerdict.Fails => "not kept",
            EdgeVerdict.HasNoValue => "not kept: a run has no value",
            EdgeVerdict.Undecided => "undecided: counts as not kept",
            _ => "open",
        };

    private static string Value(string unit, double? value) =>
        value is { } number ? AxisText.Format(number, unit) : "none";

    private static string Titled(string title, string metric) =>
        MetricText.Unit(metric).Length == 0 ? title : $"{title} ({MetricText.Unit(metric)})";

    private static string Interval(string metric, double? low, double? high) =>
        low is null || high is null
            ? ""
            : $"{MetricText.Format(metric, low)} to {MetricText.Format(metric, high)}";

    // Not -0.000.
    private static string Number(double? value) =>
        value is { } number
            ? (Math.Round(number, 3) + 0.0).ToString("0.000", CultureInfo.InvariantCulture)
            : "";
}
