using MathNet.Numerics.Statistics;
using MigSim.Experiments.Reports;
using ScottPlot;

namespace MigSim.Reporting.Plots;

/// <summary>Published means, drawn over the spans that they were taken over.</summary>
internal static class PublishedValues
{
    /// <summary>Draws those of a run's checks that are means over a span of the probe.</summary>
    public static void Draw(Plot plot, RunResult result, Phases phases)
    {
        string legend = "published mean";
        foreach (Check check in result.Report.Checks)
        {
            if (phases.SpanOf(check.Metric) is not { } span)
            {
                continue;
            }

            var line = plot.Add.Line(
                span.Begin.TotalSeconds,
                check.Expected,
                span.End.TotalSeconds,
                check.Expected
            );
            line.LineColor = PlotTheme.Published;
            line.LineWidth = 3f;
            line.LinePattern = LinePattern.Dashed;
            line.LegendText = legend;
            legend = "";
            Label(plot, result, check, span, phases.End);
        }
    }

    /// <summary>Puts the label above the samples of the span, and inside of the axes.</summary>
    private static void Label(Plot plot, RunResult result, Check check, Phase span, TimeSpan end)
    {
        bool isLast = span.End + (0.05 * end) > end;
        bool isShort = span.End - span.Begin < 0.05 * end;
        (double x, Alignment alignment) =
            isLast ? (span.End.TotalSeconds, Alignment.LowerRight)
            : isShort ? (span.Begin.TotalSeconds, Alignment.LowerLeft)
            : ((span.Begin + span.End).TotalSeconds / 2, Alignment.LowerCenter);
        string publisher = check.Source.Split(' ')[0];
        var text = plot.Add.Text(
            $"{publisher} {MetricText.FormatPublished(check.Metric, check.Expected)} ms\n"
                + $"here {Found(check)}",
            x,
            Math.Max(check.Expected, HighEnd(result, span))
        );
        text.LabelAlignment = alignment;
        text.LabelFontSize = 16;
        text.LabelFontColor = PlotTheme.Published;
        text.OffsetY = -8;
        text.OffsetX =
            isLast ? -6
            : isShort ? 6
            : 0;
    }

    private static string Found(Check check) =>
        check.Found is null
            ? MetricText.NotObservable
            : MetricText.Format(check.Metric, check.Found) + " ms";

    private static double HighEnd(RunResult result, Phase span)
    {
        double[] sorted =
        [
            .. result
                .Samples.Where(sample => sample.SentAt >= span.Begin && sample.SentAt < span.End)
                .Where(sample => sample.RoundTripTime is not null)
                .Select(sample => sample.RoundTripTime!.Value.TotalMilliseconds)
                .Order(),
        ];
        return sorted.Length == 0
            ? 0
            : SortedArrayStatistics.QuantileCustom(sorted, 0.98, QuantileDefinition.R7);
    }
}
