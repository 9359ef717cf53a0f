using System.Collections.Immutable;
using System.Globalization;

namespace MigSim.Experiments.Reports;

/// <summary>Tables for people of what was predicted before a run, and what came of it.</summary>
public static class PredictionTables
{
    private static readonly string[] s_shown =
    [
        "migration.*.total_ms",
        "migration.*.downtime_ms",
        "migration.*.transferred_bytes",
        "failover.*.total_ms",
        "service.*.downtime_ms",
        "rtt.before.mean_ms",
        "rtt.during.mean_ms",
        "rtt.after.first_ms",
        "rtt.after.last_ms",
        "probe.lost",
        "http.during.p50_ms",
        "http.during.max_ms",
    ];

    /// <summary>Makes the table of predictions that are still to be tried.</summary>
    /// <param name="title">What is predicted.</param>
    /// <param name="predictions">The predictions.</param>
    public static ReportTable Of(string title, ImmutableArray<MetricPrediction> predictions) =>
        new(
            title,
            ["metric", "name", "unit", "predicted", "low", "high", "interval from"],
            [
                .. Shown(predictions)
                    .Select(one =>
                        (ImmutableArray<string>)
                            [
                                MetricText.Describe(one.Metric),
                                one.Metric,
                                MetricText.Unit(one.Metric),
                                MetricText.Format(one.Metric, one.Value),
                                End(one.Metric, one.Low),
                                End(one.Metric, one.High),
                                one.Basis,
                            ]
                    ),
            ]
        );

    /// <summary>Makes the table of a run with predictions; none without.</summary>
    internal static IEnumerable<ReportTable> Of(RunReport report)
    {
        MetricPrediction[] shown = [.. Shown(report.Predictions)];
        if (shown.Length > 0)
        {
            yield return new ReportTable(
                "Predicted before the run"
                    + (report.Manifest.Point == "base" ? "" : $" ({report.Manifest.Point})"),
                [
                    "metric",
                    "name",
                    "unit",
                    "measured",
                    "predicted",
                    "low",
                    "high",
                    "off by",
                    "verdict",
                ],
                [.. shown.Select(one => Row(one, report.Metrics.GetValueOrDefault(one.Metric)))]
            );
        }
    }

    private static ImmutableArray<string> Row(MetricPrediction one, double? measured) =>
        [
            MetricText.Describe(one.Metric),
            one.Metric,
            MetricText.Unit(one.Metric),
            MetricText.Format(one.Metric, measured),
            MetricText.Format(one.Metric, one.Value),
            End(one.Metric, one.Low),
            End(one.Metric, one.High),
            measured is { } value && value != 0
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"{100 * (one.Value - value) / value:+0.0;-0.0;0.0} %"
                )
                : "",
            one.Covers(measured) switch
            {
                true => "inside",
                false => "OUTSIDE",
                null => "",
            },
        ];

    private static IEnumerable<MetricPrediction> Shown(
        ImmutableArray<MetricPrediction> predictions
    ) =>
        s_shown.SelectMany(pattern =>
            predictions.Where(one => ReportTables.Matches(one.Metric, pattern))
        );

    private static string End(string metric, double? value) =>
        value is null ? "" : MetricText.Format(metric, value);
}
