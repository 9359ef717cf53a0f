using MigSim.Experiments.Reports;
using MigSim.Experiments.Running;
using MigSim.Experiments.Studies;
using ScottPlot;

namespace MigSim.Reporting.Plots;

/// <summary>One metric against another, the less the better: a dot for each point, a line through those that no other beats.</summary>
internal static class StudyPareto
{
    private const int NamesMax = 12;

    /// <summary>Draws it.</summary>
    public static Plot Draw(StudyGrid grid, StudyPictureSpec spec)
    {
        (string first, string second) = (spec.Metrics[0], spec.Metrics[1]);
        PointSummary[] points =
        [
            .. grid.Points.Where(point =>
                StudyGrid.Mean(point, first) is not null
                && StudyGrid.Mean(point, second) is not null
            ),
        ];
        var horizontal = StudyScale.Of(first, points.Select(p => StudyGrid.Mean(p, first)!.Value));
        var vertical = StudyScale.Of(second, points.Select(p => StudyGrid.Mean(p, second)!.Value));
        Plot plot = PlotTheme.CreatePlot();
        Place[] places =
        [
            .. points.Select(point => new Place(
                point,
                horizontal.Place(StudyGrid.Mean(point, first)!.Value),
                vertical.Place(StudyGrid.Mean(point, second)!.Value)
            )),
        ];
        Place[] front = Front(places);
        if (front.Length > 1)
        {
            var line = plot.Add.ScatterLine(
                front.Select(place => place.X).ToArray(),
                front.Select(place => place.Y).ToArray(),
                PlotTheme.Mean
            );
            line.LineWidth = 1.5f;
            line.LegendText = "no other point is better in both";
        }

        int index = 0;
        string[] others = spec.By is null
            ? []
            : [.. places.Select(place => StudyGrid.At(place.Point, spec.By).Text).Distinct()];
        foreach (string name in others.DefaultIfEmpty(""))
        {
            Draw(
                plot,
                name,
                index++,
                others.Length,
                [
                    .. places.Where(place =>
                        spec.By is null || StudyGrid.At(place.Point, spec.By).Text == name
                    ),
                ],
                spec,
                (horizontal, vertical)
            );
        }

        WriteNames(plot, spec, front);
        horizontal.Write(plot.Axes.Bottom);
        vertical.Write(plot.Axes.Left);
        plot.Title(
            $"{grid.Name}: {MetricText.Describe(second)} against {MetricText.Describe(first)}"
        );
        plot.Axes.Margins(0.12, 0.1);
        plot.ShowLegend(Edge.Right);
        return plot;
    }

    /// <summary>Finds the places than which no other is lower in both, from left to right.</summary>
    internal static Place[] Front(IEnumerable<Place> places)
    {
        List<Place> front = [];
        foreach (Place place in places.OrderBy(place => place.X).ThenBy(place => place.Y))
        {
            if (front.Count == 0 || place.Y < front[^1].Y)
            {
                front.Add(place);
            }
        }

        return [.. front];
    }

    private static void Draw(
        Plot plot,
        string name,
        int index,
        int count,
        Place[] places,
        StudyPictureSpec spec,
        (StudyScale Horizontal, StudyScale Vertical) scales
    )
    {
        Color color = PlotTheme.SeriesColor(index);
        foreach (Place place in places)
        {
            (double left, double right) = Interval(place.Point, spec.Metrics[0], scales.Horizontal);
            (double low, double high) = Interval(place.Point, spec.Metrics[1], scales.Vertical);
            Line(plot, color, left, place.Y, right, place.Y);
            Line(plot, color, place.X, low, place.X, high);
        }

        if (places.Length > 0)
        {
            var dots = plot.Add.Markers(
                places.Select(place => place.X).ToArray(),
                places.Select(place => place.Y).ToArray(),
                PlotTheme.SeriesMarker(index),
                PlotTheme.SeriesMarkerSize(index, count),
                color
            );
            dots.LegendText = name;
        }
    }

    private static (double Low, double High) Interval(
        PointSummary point,
        string metric,
        StudyScale scale
    )
    {
        double mean = StudyGrid.Mean(point, metric)!.Value;
        double half = StudyGrid.HalfInterval(point, metric);
        double low = scale.IsLogarithmic ? Math.Max(mean - half, mean / 100) : mean - half;
        return (scale.Place(low), scale.Place(mean + half));
    }

    private static void Line(Plot plot, Color color, double x1, double y1, double x2, double y2)
    {
        var line = plot.Add.Line(x1, y1, x2, y2);
        line.LineColor = color;
        line.LineWidth = 1.5f;
        line.MarkerSize = 0;
    }

    private static void WriteNames(Plot plot, StudyPictureSpec spec, Place[] front)
    {
        foreach (Place place in front.Length <= NamesMax ? front : [front[0], front[^1]])
        {
            string name = string.Join(
                ", ",
                place
                    .Point.Coordinates.Where(value => value.Axis != spec.By)
                    .Select(value => value.Text)
            );
            var text = plot.Add.Text(name, place.X, place.Y);
            text.LabelFontSize = 13;
            text.LabelAlignment = Alignment.LowerLeft;
            text.OffsetX = 8;
            text.OffsetY = -6;
        }
    }

    /// <summary>A point of the study and where it is drawn.</summary>
    internal readonly record struct Place(PointSummary Point, double X, double Y);
}
