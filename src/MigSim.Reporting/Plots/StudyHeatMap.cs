using System.Globalization;
using MigSim.Experiments.Reports;
using MigSim.Experiments.Running;
using MigSim.Experiments.Studies;
using ScottPlot;
using ScottPlot.Colormaps;

namespace MigSim.Reporting.Plots;

/// <summary>A metric over two axes as colours: one map for each combination of the others.</summary>
internal static class StudyHeatMap
{
    private const int MapsMax = 6;
    private const int WrittenCellsMax = 150;

    private static readonly Color s_absent = Color.FromHex("#BBBBBB");

    /// <summary>Draws the maps, at most six.</summary>
    public static IReadOnlyList<Plot> Draw(StudyGrid grid, StudyPictureSpec spec)
    {
        string metric = spec.Metrics[0];
        double[] means =
        [
            .. grid.Points.Select(point => StudyGrid.Mean(point, metric)).OfType<double>(),
        ];
        var colours = StudyScale.Of(metric, means);
        return
        [
            .. grid.Groups(spec.Over, spec.By)
                .Take(MapsMax)
                .Select(group => Draw(grid, spec, colours, means, group.Name, group.Points)),
        ];
    }

    private static Plot Draw(
        StudyGrid grid,
        StudyPictureSpec spec,
        StudyScale colours,
        double[] means,
        string name,
        PointSummary[] points
    )
    {
        string metric = spec.Metrics[0];
        AxisValue[] columns = Sorted(grid.Values(spec.Over[0]));
        AxisValue[] rows = Sorted(grid.Values(spec.Over[1]));
        double?[,] cells = new double?[rows.Length, columns.Length];
        foreach (PointSummary point in points)
        {
            int column = Array.IndexOf(columns, StudyGrid.At(point, spec.Over[0]));
            int row = Array.IndexOf(rows, StudyGrid.At(point, spec.Over[1]));
            cells[row, column] = StudyGrid.Mean(point, metric);
        }

        Plot plot = PlotTheme.CreatePlot();
        if (means.Length > 0)
        {
            DrawCells(plot, colours, means, cells);
        }

        bool isAnyAbsent = cells.Cast<double?>().Any(cell => cell is null);
        plot.DataBackground.Color = s_absent;
        plot.Grid.IsVisible = false;
        StudyScale.OfPlaces(grid.Axis(spec.Over[0]), columns).Write(plot.Axes.Bottom);
        StudyScale.OfPlaces(grid.Axis(spec.Over[1]), rows).Write(plot.Axes.Left);
        plot.Axes.SetLimits(-0.5, columns.Length - 0.5, -0.5, rows.Length - 0.5);
        string title = $"{grid.Name}: {MetricText.Describe(metric)}";
        plot.Title(
            title + (name.Length == 0 ? "" : $", {name}") + (isAnyAbsent ? " (grey: no value)" : "")
        );
        return plot;
    }

    private static void DrawCells(Plot plot, StudyScale colours, double[] means, double?[,] cells)
    {
        int rows = cells.GetLength(0);
        int columns = cells.GetLength(1);
        double low = colours.Place(means.Min());
        double high = colours.Place(means.Max());
        high = high > low ? high : low + 1;
        double[,] intensities = new double[rows, columns];
        var map = new Viridis();
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                // The first row is drawn at the top.
                intensities[rows - 1 - row, column] = cells[row, column] is { } mean
                    ? colours.Place(mean)
                    : double.NaN;
            }
        }

        var heat = plot.Add.Heatmap(intensities);
        heat.Colormap = map;
        heat.ManualRange = new ScottPlot.Range(low, high);
        heat.NaNCellColor = s_absent;
        var bar = plot.Add.ColorBar(heat);
        bar.Label = colours.Label;
        bar.LabelStyle.FontSize = 18;
        bar.LabelStyle.FontName = plot.Axes.Left.Label.FontName;
        bar.Axis.TickGenerator = colours.Ticks();
        bar.Axis.TickLabelStyle.FontSize = 15;
        bar.Axis.TickLabelStyle.FontName = plot.Axes.Left.Label.FontName;
        if (cells.Length <= WrittenCellsMax)
        {
            WriteCells(plot, cells, mean => (colours.Place(mean) - low) / (high - low));
        }
    }

    private static void WriteCells(Plot plot, double?[,] cells, Func<double, double> share)
    {
        for (int row = 0; row < cells.GetLength(0); row++)
        {
            for (int column = 0; column < cells.GetLength(1); column++)
            {
                if (cells[row, column] is { } mean)
                {
                    var text = plot.Add.Text(
                        mean.ToString(mean < 100 ? "0.##" : "0", CultureInfo.InvariantCulture),
                        column,
                        row
                    );
                    text.LabelFontSize = 14;
                    text.LabelAlignment = Alignment.MiddleCenter;
                    text.LabelFontColor = share(mean) > 0.55 ? Colors.Black : Colors.White;
                }
            }
        }
    }

    private static AxisValue[] Sorted(IReadOnlyCollection<AxisValue> values) =>
        values.All(value => value.Number is not null)
            ? [.. values.OrderBy(value => value.Number)]
            : [.. values];
}
