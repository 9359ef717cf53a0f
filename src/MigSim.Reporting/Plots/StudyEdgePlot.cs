using MigSim.Experiments.Reports;
using MigSim.Experiments.Running;
using MigSim.Experiments.Statistics;
using MigSim.Experiments.Studies;
using ScottPlot;

namespace MigSim.Reporting.Plots;

/// <summary>A search for an edge: what was found at the values visited, and the limit.</summary>
internal static class StudyEdgePlot
{
    /// <summary>Draws it.</summary>
    public static Plot Draw(string scenario, EdgeFinding finding, string unit)
    {
        EdgeSearch search = finding.Search;
        string metric = search.Metric;
        EdgeVisit[] visits = [.. finding.Edge.Visits.OrderBy(visit => visit.Value)];
        AxisValue[] values =
        [
            .. visits.Select(visit => new AxisValue(search.Axis, "", visit.Value)),
        ];
        Plot plot = PlotTheme.CreatePlot();
        var horizontal = StudyScale.Of(
            new StudyAxis(search.Axis, unit, search.IsLogarithmic),
            values
        );
        var vertical = StudyScale.Of(
            metric,
            visits
                .Select(visit => visit.Mean?.Mean)
                .OfType<double>()
                .Append(search.Limit)
                .Select(mean => StudyScale.InUnit(metric, mean))
        );
        foreach (
            IGrouping<bool, EdgeVisit> side in visits.GroupBy(v => v.Verdict == EdgeVerdict.Keeps)
        )
        {
            Draw(
                plot,
                metric,
                [.. side.Where(visit => visit.Mean is not null)],
                side.Key,
                horizontal,
                vertical
            );
        }

        var limit = plot.Add.HorizontalLine(
            vertical.Place(StudyScale.InUnit(metric, search.Limit)),
            2,
            PlotTheme.Published
        );
        limit.LegendText = "limit";
        if (finding.Edge.Outcome == EdgeOutcome.Found)
        {
            var found = plot.Add.VerticalLine(
                horizontal.Place(finding.Edge.Keeps!.Value),
                2,
                PlotTheme.Mean
            );
            found.LegendText = AxisText.Format(finding.Edge.Keeps.Value, unit);
        }

        DrawAbsent(plot, [.. visits.Where(visit => visit.Mean is null)], horizontal);
        horizontal.Write(plot.Axes.Bottom);
        vertical.Write(plot.Axes.Left);
        plot.Title(
            $"{scenario}: {(search.IsSmallest ? "smallest" : "largest")} {search.Axis}"
                + (finding.Point == "base" ? "" : $", {finding.Point}")
        );
        plot.ShowLegend(ScottPlot.Edge.Right);
        return plot;
    }

    // Along the lower edge, as in the lines of a study.
    private static void DrawAbsent(Plot plot, EdgeVisit[] visits, StudyScale horizontal)
    {
        if (visits.Length == 0)
        {
            return;
        }

        plot.Axes.AutoScale();
        AxisLimits limits = plot.Axes.GetLimits();
        double[] places = [.. visits.Select(visit => horizontal.Place(visit.Value))];
        double height = 0.08 * (limits.Top - limits.Bottom);
        double left = Math.Min(limits.Left, places.Min());
        double right = Math.Max(limits.Right, places.Max());
        double margin = 0.03 * (right - left);
        plot.Axes.SetLimits(left - margin, right + margin, limits.Bottom - height, limits.Top);
        var crosses = plot.Add.Markers(
            places,
            [.. places.Select(_ => limits.Bottom - (height / 2))],
            MarkerShape.Eks,
            14f,
            PlotTheme.Lost
        );
        crosses.MarkerStyle.LineWidth = 2.5f;
        crosses.LegendText = "no value";
    }

    private static void Draw(
        Plot plot,
        string metric,
        EdgeVisit[] visits,
        bool keeps,
        StudyScale horizontal,
        StudyScale vertical
    )
    {
        Color color = keeps ? PlotTheme.Sample : PlotTheme.Lost;
        if (visits.Length == 0)
        {
            return;
        }

        foreach (EdgeVisit visit in visits)
        {
            double x = horizontal.Place(visit.Value);
            double mean = StudyScale.InUnit(metric, visit.Mean!.Value.Mean);
            double half = StudyScale.InUnit(metric, visit.Mean.Value.HalfWidth ?? 0);
            double low = vertical.IsLogarithmic ? Math.Max(mean - half, mean / 100) : mean - half;
            var line = plot.Add.Line(x, vertical.Place(low), x, vertical.Place(mean + half));
            line.LineColor = color;
            line.LineWidth = 2;
            line.MarkerSize = 0;
        }

        var dots = plot.Add.Markers(
            visits.Select(visit => horizontal.Place(visit.Value)).ToArray(),
            visits
                .Select(visit => vertical.Place(StudyScale.InUnit(metric, visit.Mean!.Value.Mean)))
                .ToArray(),
            keeps ? MarkerShape.FilledCircle : MarkerShape.OpenSquare,
            12f,
            color
        );
        dots.LegendText = keeps ? "keeps the limit" : "is not shown to keep it";
    }
}
