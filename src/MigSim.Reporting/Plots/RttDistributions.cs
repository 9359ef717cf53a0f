using MigSim.Experiments.Comparing;
using MigSim.Experiments.Reports;
using ScottPlot;

namespace MigSim.Reporting.Plots;

/// <summary>Empirical distributions of round-trip times, a plot for each span, over a logarithmic axis.</summary>
internal static class RttDistributions
{
    /// <summary>More steps than this cannot be told apart in a picture.</summary>
    private const int StepsMax = 1000;

    public static IEnumerable<Plot> Draw(PointComparison point) =>
        point.Spans.Select(span => Draw(point, span.Span));

    private static Plot Draw(PointComparison point, ProbeSpan span)
    {
        Plot plot = PlotTheme.CreatePlot();
        foreach ((ComparedSide side, Color color, _) in SideTheme.Of(point))
        {
            double[] sorted =
            [
                .. side
                    .Runs.SelectMany(run => SideTheme.Moments(run).RoundTrips(run.Samples, span))
                    .Where(milliseconds => milliseconds > 0)
                    .Order(),
            ];
            if (sorted.Length > 0)
            {
                Draw(plot, side.Label, color, sorted);
            }
        }

        plot.Axes.SetLimitsY(0, 1);
        plot.Axes.Bottom.TickGenerator = LogTicks.From();
        plot.Title(
            span switch
            {
                ProbeSpan.Before => "Before the failure",
                ProbeSpan.During => "During the failover",
                _ => "After the failover",
            }
        );
        plot.XLabel("RTT (ms)");
        plot.YLabel("share of the pings");
        plot.ShowLegend(Edge.Right);
        return plot;
    }

    private static void Draw(Plot plot, string label, Color color, double[] sorted)
    {
        int steps = Math.Min(StepsMax, sorted.Length);
        int[] ranks =
        [
            .. Enumerable.Range(1, steps).Select(i => (int)((long)sorted.Length * i / steps)),
        ];
        var line = plot.Add.ScatterLine(
            ranks.Select(rank => Math.Log10(sorted[rank - 1])).ToArray(),
            ranks.Select(rank => (double)rank / sorted.Length).ToArray(),
            color
        );
        line.LineWidth = 2.5f;
        line.LegendText = label;
    }
}
