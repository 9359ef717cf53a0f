using MigSim.Experiments.Comparing;
using MigSim.Experiments.Recording;
using MigSim.Experiments.Reports;
using MigSim.Measurement;
using ScottPlot;

namespace MigSim.Reporting.Plots;

/// <summary>What the host of the failure sends over time, on both sides.</summary>
internal static class ThroughputPlot
{
    /// <summary>Draws it; null if neither side has sampled that host.</summary>
    public static Plot? Draw(PointComparison point)
    {
        Plot plot = PlotTheme.CreatePlot();
        bool isEmpty = true;
        foreach ((ComparedSide side, Color color, _) in SideTheme.Of(point))
        {
            RunResult run = side.Runs[0];
            TimeSpan origin = SideTheme.Origin(run);
            (double Seconds, double Megabits)[] rates = [.. Rates(run)];
            if (rates.Length > 0)
            {
                isEmpty = false;
                var line = plot.Add.Scatter(
                    rates.Select(rate => rate.Seconds - origin.TotalSeconds).ToArray(),
                    rates.Select(rate => rate.Megabits).ToArray(),
                    color
                );
                line.LineWidth = 2;
                line.MarkerSize = 7;
                line.LegendText = side.Label;
            }
        }

        plot.Title("Throughput of the host that leaves");
        plot.XLabel(SideTheme.TimeAxis(point));
        plot.YLabel("sent (Mbit/s)");
        plot.ShowLegend(Edge.Right);
        return isEmpty ? null : plot;
    }

    // Each rate stands in the middle between the two samples that it comes from.
    private static IEnumerable<(double Seconds, double Megabits)> Rates(RunResult run)
    {
        HostName? host = run.Events.OfType<RunEvent.FailureBegan>().FirstOrDefault()?.Host;
        HostSample[] samples =
        [
            .. run
                .Events.OfType<RunEvent.HostSampled>()
                .Select(sampled => sampled.Sample)
                .Where(sample => sample.Host == host),
        ];
        return from pair in samples.Zip(samples.Skip(1))
            let seconds = (pair.Second.At - pair.First.At).TotalSeconds
            where seconds > 0
            select (
                (pair.First.At + pair.Second.At).TotalSeconds / 2,
                (pair.Second.Transmitted - pair.First.Transmitted).Bytes * 8 / 1e6 / seconds
            );
    }
}
