using MigSim.Experiments.Reports;
using MigSim.Experiments.Running;
using MigSim.Experiments.Studies;
using ScottPlot;

namespace MigSim.Reporting.Plots;

/// <summary>A metric over one axis: a line with its 95 % band for each combination of the others.</summary>
internal static class StudyLines
{
    private const float LineWidth = 2.5f;
    private const int LinesMax = 30;
    private const int LinesInLargeLegend = 18;

    /// <summary>Draws it.</summary>
    public static Plot Draw(StudyGrid grid, StudyPictureSpec spec)
    {
        string metric = spec.Metrics[0];
        string axis = spec.Over[0];
        var horizontal = StudyScale.Of(grid.Axis(axis), grid.Values(axis));
        double[] means =
        [
            .. grid.Points.Select(point => StudyGrid.Mean(point, metric)).OfType<double>(),
        ];
        var vertical = StudyScale.Of(metric, means);
        double floor = vertical.IsLogarithmic ? means.Min() / 2 : double.NegativeInfinity;
        Plot plot = PlotTheme.CreatePlot();
        List<(Spot Spot, Color Color, string? Name)> all = [];
        int index = 0;
        (string Name, PointSummary[] Points)[] groups = [.. grid.Groups([axis], spec.By)];
        foreach ((string name, PointSummary[] points) in groups.Take(LinesMax))
        {
            Spot[] spots =
            [
                .. points
                    .Select(point => Place(point, metric, axis, horizontal, vertical, floor))
                    .OrderBy(spot => spot.X),
            ];
            Draw(plot, name, index, Math.Min(groups.Length, LinesMax), spots);
            Color color = PlotTheme.SeriesColor(index);
            bool isLine = spots.Any(spot => spot.Y is not null);
            all.AddRange(spots.Select(spot => (spot, color, isLine ? null : name)));
            index++;
        }

        horizontal.Write(plot.Axes.Bottom);
        vertical.Write(plot.Axes.Left);
        plot.Title(
            $"{grid.Name}: {MetricText.Describe(metric)}"
                + (
                    groups.Length > LinesMax
                        ? $" (the first {LinesMax} lines of {groups.Length})"
                        : ""
                )
        );
        DrawAbsent(plot, all);
        if (index > 1 || all.Any(one => one.Spot.Y is null))
        {
            plot.Legend.FontSize = index > LinesInLargeLegend ? 10 : plot.Legend.FontSize;
            plot.ShowLegend(Edge.Right);
        }

        return plot;
    }

    private static Spot Place(
        PointSummary point,
        string metric,
        string axis,
        StudyScale horizontal,
        StudyScale vertical,
        double floor
    )
    {
        double x = horizontal.Place(StudyGrid.At(point, axis));
        if (StudyGrid.Mean(point, metric) is not { } mean)
        {
            return new Spot(x, null, 0, 0);
        }

        double half = StudyGrid.HalfInterval(point, metric);
        return new Spot(
            x,
            vertical.Place(mean),
            vertical.Place(Math.Max(floor, mean - half)),
            vertical.Place(mean + half)
        );
    }

    private static void Draw(Plot plot, string name, int index, int count, Spot[] spots)
    {
        Color color = PlotTheme.SeriesColor(index);
        string legend = name;
        foreach (Spot[] stretch in Stretches(spots))
        {
            double[] xs = [.. stretch.Select(spot => spot.X)];
            if (stretch.Length > 1 && stretch.Any(spot => spot.High > spot.Low))
            {
                var band = plot.Add.FillY(
                    xs,
                    [.. stretch.Select(spot => spot.Low)],
                    [.. stretch.Select(spot => spot.High)]
                );
                band.FillColor = color.WithAlpha(0.22);
                band.LineWidth = 0;
                band.MarkerSize = 0;
            }

            var line = plot.Add.Scatter(xs, [.. stretch.Select(spot => spot.Y!.Value)], color);
            line.LineWidth = LineWidth;
            line.MarkerSize = PlotTheme.SeriesMarkerSize(index, count);
            line.MarkerShape = PlotTheme.SeriesMarker(index);
            line.LegendText = legend;
            legend = "";
        }
    }

    // A line is not drawn across points without a value.
    private static IEnumerable<Spot[]> Stretches(Spot[] spots)
    {
        List<Spot> stretch = [];
        foreach (Spot spot in spots)
        {
            if (spot.Y is not null)
            {
                stretch.Add(spot);
            }
            else if (stretch.Count > 0)
            {
                yield return [.. stretch];
                stretch.Clear();
            }
        }

        if (stretch.Count > 0)
        {
            yield return [.. stretch];
        }
    }

    // Along the lower edge, as lost pings are.
    private static void DrawAbsent(Plot plot, List<(Spot Spot, Color Color, string? Name)> all)
    {
        Spot[] known = [.. all.Select(one => one.Spot).Where(spot => spot.Y is not null)];
        (double left, double right) = Wide(all.Select(one => one.Spot.X), 0.04);
        (double bottom, double top) = Wide(
            known.SelectMany(spot => new[] { spot.Low, spot.High }),
            0.08
        );
        plot.Axes.SetLimits(left, right, bottom, top);
        var named = new HashSet<string>();
        foreach ((Spot spot, Color color, string? name) in all.Where(one => one.Spot.Y is null))
        {
            string legend = name is null ? "no value in a run" : $"{name}: no value";
            var cross = plot.Add.Marker(
                spot.X,
                bottom + (0.035 * (top - bottom)),
                MarkerShape.Eks,
                14f,
                color
            );
            cross.MarkerStyle.LineWidth = LineWidth;
            cross.LegendText = named.Add(legend) ? legend : "";
        }
    }

    private static (double Low, double High) Wide(IEnumerable<double> places, double margin)
    {
        double[] sorted = [.. places.DefaultIfEmpty(0).Order()];
        double width = sorted[^1] > sorted[0] ? sorted[^1] - sorted[0] : 1;
        return (sorted[0] - (margin * width), sorted[^1] + (margin * width));
    }

    private readonly record struct Spot(double X, double? Y, double Low, double High);
}
