using System.Collections.Immutable;
using System.Globalization;
using MigSim.Experiments.Running;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace MigSim.Reporting.Plots;

/// <summary>
/// Migrations at all points of a study: the first axis that varies from left to right, a line for each combination of
/// the others. A migration that did not end has a cross where its run did.
/// </summary>
internal static class StudyPlot
{
    private const int LinesMax = 30;

    private static readonly double[] Steps = [1, 2, 3, 5, 7];

    private static readonly double[] Decades =
    [
        .. Enumerable.Range(-3, 11).Select(power => Math.Pow(10, power)),
    ];

    /// <summary>Draws it; null if there is nothing to compare.</summary>
    /// <param name="study">All runs.</param>
    /// <param name="machine">The machine of which it tells.</param>
    public static NamedPicture? Of(StudySummary study, VmName machine)
    {
        int[] varied = Varied(study);
        if (varied.Length == 0)
        {
            return null;
        }

        Line[] lines = Lines(study, machine, varied);
        string[] places =
        [
            .. study.Points.Select(point => Cells(point)[varied[0]].Value).Distinct(),
        ];
        bool isWorthIt =
            study.Points.Length > 2
            && lines.Length <= LinesMax
            && lines.Any(line => line.Points.Any(point => point.Total is not null));
        if (!isWorthIt)
        {
            return null;
        }

        string axis = Cells(study.Points[0])[varied[0]].Axis;
        Plot total = Draw(lines, places, axis, point => point.Total, isTotal: true);
        total.Title($"Migration of {machine}: {study.Scenario}");
        total.YLabel("total (s)");
        Plot downtime = Draw(lines, places, axis, point => point.Downtime, isTotal: false);
        downtime.YLabel("downtime (ms)");
        return new NamedPicture(
            "study",
            $"Total time and downtime of {machine}'s migration at all points; a cross where it did not end.",
            [total, downtime]
        );
    }

    // The axes that have several values, by number.
    private static int[] Varied(StudySummary study) =>
        [
            .. Enumerable
                .Range(0, Cells(study.Points[0]).Length)
                .Where(axis =>
                    study.Points.Select(point => Cells(point)[axis].Value).Distinct().Count() > 1
                ),
        ];

    private static Line[] Lines(StudySummary study, VmName machine, int[] varied) =>
        [
            .. study
                .Points.Where(point => point.Runs > 0)
                .GroupBy(point =>
                    string.Join(
                        ", ",
                        varied
                            .Skip(1)
                            .Select(axis => Cells(point)[axis])
                            .Select(cell => $"{cell.Axis}={cell.Value}")
                    )
                )
                .Select(group => new Line(
                    group.Key,
                    [
                        .. group.Select(point => new Moment(
                            Cells(point)[varied[0]].Value,
                            Mean(point, $"migration.{machine}.total_ms") / 1000,
                            Mean(point, $"migration.{machine}.downtime_ms")
                        )),
                    ]
                )),
        ];

    private static Plot Draw(
        Line[] lines,
        string[] places,
        string axis,
        Func<Moment, double?> value,
        bool isTotal
    )
    {
        Plot plot = PlotTheme.CreatePlot();
        for (int i = 0; i < lines.Length; i++)
        {
            Moment[] shown = [.. lines[i].Points.Where(point => value(point) > 0)];
            Color color = PlotTheme.SeriesColor(i);
            Moment[] ended = [.. shown.Where(point => point.Downtime is not null)];
            Moment[] endless = [.. shown.Where(point => point.Downtime is null)];
            if (ended.Length > 0)
            {
                var line = plot.Add.Scatter(
                    ended.Select(point => (double)Array.IndexOf(places, point.Place)).ToArray(),
                    ended.Select(point => Math.Log10(value(point)!.Value)).ToArray(),
                    color
                );
                line.MarkerShape = PlotTheme.SeriesMarker(i);
                line.LineWidth = 2;
                line.MarkerSize = 11;
                line.LegendText = lines[i].Name;
            }

            if (isTotal && endless.Length > 0)
            {
                var crosses = plot.Add.Markers(
                    endless.Select(point => (double)Array.IndexOf(places, point.Place)).ToArray(),
                    endless.Select(point => Math.Log10(value(point)!.Value)).ToArray(),
                    MarkerShape.Eks,
                    14f,
                    color
                );
                crosses.LegendText = ended.Length > 0 ? "" : $"{lines[i].Name}: did not end";
            }
        }

        plot.Axes.Bottom.TickGenerator = new NumericManual(
            [.. Enumerable.Range(0, places.Length).Select(place => (double)place)],
            places
        );
        double[] ticks = [.. Decades.SelectMany(ten => Steps.Select(step => step * ten))];
        plot.Axes.Left.TickGenerator = new NumericManual(
            [.. ticks.Select(Math.Log10)],
            [.. ticks.Select(tick => tick.ToString("0.###", CultureInfo.InvariantCulture))]
        );
        plot.XLabel(axis);
        plot.ShowLegend(Edge.Right);
        return plot;
    }

    private static double? Mean(PointSummary point, string metric) =>
        point.Metrics.GetValueOrDefault(metric)?.Mean;

    private static (string Axis, string Value)[] Cells(PointSummary point) =>
        [
            .. point
                .Point.Split(',')
                .Select(cell => cell.Split('='))
                .Select(cell => (cell[0], cell[^1])),
        ];

    private sealed record Moment(string Place, double? Total, double? Downtime);

    private sealed record Line(string Name, ImmutableArray<Moment> Points);
}
