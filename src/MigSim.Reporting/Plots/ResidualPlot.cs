using System.Collections.Immutable;
using ScottPlot;

namespace MigSim.Reporting.Plots;

/// <summary>What a fitted model is off by, measurement by measurement: one panel a metric.</summary>
public static class ResidualPlot
{
    private const double Usual = 2;

    /// <summary>Writes a picture as SVG.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="title">What was fitted.</param>
    /// <param name="metrics">
    /// For each metric its values in the order of the runs: what the model says, by how many standard deviations that is above
    /// what was measured, and whether it is an outlier.
    /// </param>
    public static void Write(
        Stream stream,
        string title,
        ImmutableArray<(
            string Metric,
            ImmutableArray<(double Predicted, double Deviations, bool IsOutlier)> Values
        )> metrics
    )
    {
        var plots = new List<Plot>();
        foreach (var metric in metrics)
        {
            Plot plot = PlotTheme.CreatePlot();
            plot.Title(title);
            plot.XLabel($"{metric.Metric}, predicted");
            plot.YLabel("deviation (standard deviations)");
            Add(plot, metric.Values.Where(value => !value.IsOutlier), PlotTheme.Sample, "run");
            Add(
                plot,
                metric.Values.Where(value => value.IsOutlier),
                PlotTheme.Lost,
                "outlier, kept"
            );
            plot.Add.HorizontalLine(0, 1, PlotTheme.Mean);
            plot.Add.HorizontalLine(Usual, 1, PlotTheme.Stop);
            plot.Add.HorizontalLine(-Usual, 1, PlotTheme.Stop);
            plot.Axes.Right.MinimumSize = PlotTheme.LastLabelPixels;
            plot.ShowLegend(Alignment.UpperRight);
            plots.Add(plot);
        }

        StackedPicture.WriteSvg(stream, plots);
    }

    private static void Add(
        Plot plot,
        IEnumerable<(double Predicted, double Deviations, bool IsOutlier)> values,
        Color color,
        string name
    )
    {
        var shown = values.ToArray();
        if (shown.Length > 0)
        {
            var markers = plot.Add.Markers(
                shown.Select(value => value.Predicted).ToArray(),
                shown.Select(value => value.Deviations).ToArray(),
                MarkerShape.FilledCircle,
                10f,
                color
            );
            markers.LegendText = name;
        }
    }
}
