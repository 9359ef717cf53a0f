using System.Collections.Immutable;
using System.Globalization;
using MigSim.Experiments.Comparing;
using MigSim.Experiments.Reports;

namespace MigSim.Reporting.Pages;

/// <summary>The few numbers of a comparison that most readers came for, as sentences.</summary>
internal static class ComparisonDigest
{
    private static readonly ImmutableArray<(string Start, string End)> s_first =
    [
        ("failover.", ".total_ms"),
        ("migration.", ".total_ms"),
        ("migration.", ".downtime_ms"),
        ("migration.", ".transferred_bytes"),
        ("service.", ".downtime_ms"),
        ("rtt.before.mean_ms", ""),
        ("rtt.during.mean_ms", ""),
        ("probe.lost", ""),
        ("http.response.", "mean_ms"),
        ("access.mean_ms", ""),
    ];

    /// <summary>Makes a sentence of each of these metrics that both sides have.</summary>
    public static ImmutableArray<string> Of(PointComparison point, double tolerance) =>
        [
            .. from pattern in s_first
            from metric in point.Metrics
            where
                metric.Metric.StartsWith(pattern.Start, StringComparison.Ordinal)
                && metric.Metric.EndsWith(pattern.End, StringComparison.Ordinal)
                && metric is { Left: not null, Right: not null }
            select Sentence(point, metric, tolerance),
        ];

    private static string Sentence(PointComparison point, MetricComparison metric, double tolerance)
    {
        string name = metric.Metric;
        string unit = MetricText.Unit(name) is { Length: > 0 } word ? $" {word}" : "";
        string ratio = metric.Means.Ratio is { } times
            ? string.Create(CultureInfo.InvariantCulture, $", {times:0.00} times that")
            : "";
        return $"{MetricText.Describe(name)}: {MetricText.Format(name, metric.Left!.Mean)}{unit} ({point.Left.Label}), "
            + $"{MetricText.Format(name, metric.Right!.Mean)}{unit} ({point.Right.Label}){ratio}: "
            + $"{ComparisonTables.Words(metric.Means.Verdict, tolerance).ToLowerInvariant()}.";
    }
}
