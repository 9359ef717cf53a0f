using System.Collections.Immutable;
using System.Globalization;
using MigSim.Experiments.Reports;
using MigSim.Experiments.Running;

namespace MigSim.Experiments.Comparing;

/// <summary>The tables for people of a comparison.</summary>
public static class ComparisonTables
{
    /// <summary>Makes the tables of one point: the metrics, and the round-trip times if there are any.</summary>
    public static ImmutableArray<ReportTable> Of(PointComparison point, double tolerance) =>
        point.Spans.IsEmpty
            ? [Metrics(point, tolerance)]
            : [Metrics(point, tolerance), Spans(point, tolerance)];

    /// <summary>Says a verdict in words.</summary>
    public static string Words(Equivalence verdict, double tolerance)
    {
        string percent = (100 * tolerance).ToString("0.###", CultureInfo.InvariantCulture);
        return verdict switch
        {
            Equivalence.Within => $"within {percent} %",
            Equivalence.Beyond => $"BEYOND {percent} %",
            Equivalence.Undecided => "undecided",
            _ => "not comparable",
        };
    }

    private static ReportTable Metrics(PointComparison point, double tolerance) =>
        new(
            $"Metrics: {point.Right.Label} compared with {point.Left.Label}",
            [
                "metric",
                "name",
                "unit",
                point.Left.Label,
                point.Right.Label,
                "difference",
                "ratio",
                "ratio, 95 %",
                "verdict",
            ],
            [
                .. point.Metrics.Select(metric =>
                    Row(
                        [
                            MetricText.Describe(metric.Metric),
                            metric.Metric,
                            MetricText.Unit(metric.Metric),
                            Mean(metric.Metric, metric.Left),
                            Mean(metric.Metric, metric.Right),
                        ],
                        metric.Metric,
                        metric.Means,
                        tolerance
                    )
                ),
            ]
        );

    private static ReportTable Spans(PointComparison point, double tolerance) =>
        new(
            $"Round-trip times, ping by ping: {point.Right.Label} compared with {point.Left.Label}",
            [
                "span",
                "unit",
                point.Left.Label,
                point.Right.Label,
                "difference",
                "ratio",
                "ratio, 95 %",
                "verdict",
                "K-S distance",
                "chance",
            ],
            [
                .. point.Spans.Select(span =>
                    (ImmutableArray<string>)
                        [
                            .. Row(
                                [Span(span.Span), "ms", Pings(span.Left), Pings(span.Right)],
                                "_ms",
                                span.Means,
                                tolerance
                            ),
                            span.Distributions is { } d ? Number(d.Distance) : "",
                            span.Distributions is { } p ? Chance(p.Chance) : "",
                        ]
                ),
            ]
        );

    private static ImmutableArray<string> Row(
        ImmutableArray<string> begin,
        string metric,
        MeanComparison means,
        double tolerance
    ) =>
        [
            .. begin,
            means.Difference is null
                ? ""
                : (means.Difference < 0 ? "" : "+")
                    + MetricText.Format(metric, means.Difference)
                    + PlusMinus(metric, means.DifferenceHalfInterval),
            means.Ratio is { } ratio ? Number(ratio) : "",
            means.RatioLow is { } low && means.RatioHigh is { } high
                ? $"{Number(low)} to {Number(high)}"
                : "",
            means is { Verdict: Equivalence.Undecided, DifferenceHalfInterval: null }
                ? "undecided: one run"
                : Words(means.Verdict, tolerance),
        ];

    private static string Mean(string metric, SampleStatistics? side) =>
        side is null
            ? "no value"
            : MetricText.Format(metric, side.Mean) + PlusMinus(metric, side.HalfInterval);

    private static string Pings(SampleStatistics? side) =>
        side is null
            ? "no answers"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{MetricText.Format("_ms", side.Mean)} ({side.Count} pings)"
            );

    private static string PlusMinus(string metric, double? half) =>
        half is null ? "" : " ± " + MetricText.Format(metric, half);

    private static string Span(ProbeSpan span) =>
        span switch
        {
            ProbeSpan.Before => "before the failure",
            ProbeSpan.During => "during the failover",
            _ => "after the failover",
        };

    private static string Number(double value) =>
        value.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Chance(double value) =>
        value < 0.0001 ? "< 0.0001" : value.ToString("0.0000", CultureInfo.InvariantCulture);
}
