using System.Collections.Immutable;
using ScottPlot;

namespace MigSim.Reporting.Plots;

/// <summary>What was predicted against what was measured, with the intervals of the predictions: one panel a metric.</summary>
public static class PredictionPlot
{
    private const double Room = 0.06;

    /// <summary>Writes a picture as SVG.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="title">What was predicted.</param>
    /// <param name="metrics">For each metric its values, with the 95 % interval of each prediction, in the metric's unit.</param>
    public static void Write(
        Stream stream,
        string title,
        ImmutableArray<(
            string Metric,
            ImmutableArray<(double Measured, double Predicted, double Low, double High)> Values
        )> metrics
    ) =>
        StackedPicture.WriteSvg(
            stream,
            [.. metrics.Select(metric => Draw(title, metric.Metric, metric.Values))]
        );

    internal static Plot Draw(
        string title,
        string metric,
        ImmutableArray<(double Measured, double Predicted, double Low, double High)> values
    )
    {
        Plot plot = PlotTheme.CreatePlot();
        plot.Title(title);
        plot.XLabel($"{metric}, measured");
        plot.YLabel($"{metric}, predicted");
        var (least, most) = (
            values.Min(value => Math.Min(value.Measured, value.Low)),
            values.Max(value => Math.Max(value.Measured, value.High))
        );
        double room = Room * (most - least);
        var same = plot.Add.Line(least - room, least - room, most + room, most + room);
        same.Color = PlotTheme.Mean;
        same.LineWidth = 1;
        same.LegendText = "as measured";
        Add(plot, values.Where(IsCovered), PlotTheme.Sample, "measured in the 95 % interval");
        Add(plot, values.Where(value => !IsCovered(value)), PlotTheme.Lost, "outside of it");
        plot.Axes.SetLimits(least - room, most + room, least - room, most + room);
        plot.Axes.Right.MinimumSize = PlotTheme.LastLabelPixels;
        plot.ShowLegend(Alignment.UpperLeft);
        return plot;
    }

    private static bool IsCovered(
        (double Measured, double Predicted, double Low, double High) value
    ) => value.Measured >= value.Low && value.Measured <= value.High;

    private static void Add(
        Plot plot,
        IEnumerable<(double Measured, double Predicted, double Low, double High)> values,
        Color color,
        string name
    )
    {
        var shown = values.ToArray();
        if (shown.Length == 0)
        {
            return;
        }

        foreach (var value in shown)
        {
            var interval = plot.Add.Line(value.Measured, value.Low, value.Measured, value.High);
            interval.Color = color.WithAlpha(0.5);
            interval.LineWidth = 2;
        }

        var markers = plot.Add.Markers(
            shown.Select(value => value.Measured).ToArray(),
            shown.Select(value => value.Predicted).ToArray(),
            MarkerShape.FilledCircle,
            10f,
            color
        );
        markers.LegendText = name;
    }
}
