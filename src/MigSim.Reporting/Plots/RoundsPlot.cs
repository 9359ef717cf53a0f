using System.Collections.Immutable;
using System.Globalization;
using MigSim.Experiments.Comparing;
using MigSim.Experiments.Recording;
using MigSim.Experiments.Reports;
using MigSim.Units;
using MigSim.Virtualization;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace MigSim.Reporting.Plots;

/// <summary>The passes over the memory of the machine that is probed, side by side.</summary>
internal static class RoundsPlot
{
    private const int RoundsMax = 40;
    private const double BarWidth = 0.38;

    /// <summary>Draws them; null if neither side has observed any.</summary>
    public static Plot? Draw(PointComparison point)
    {
        Plot plot = PlotTheme.CreatePlot();
        int count = 0;
        double offset = -BarWidth / 2;
        foreach ((ComparedSide side, Color color, _) in SideTheme.Of(point))
        {
            ImmutableArray<PreCopyRound> rounds = Of(side.Runs[0]);
            count = Math.Max(count, Math.Min(rounds.Length, RoundsMax));
            string legend = side.Label;
            foreach (PreCopyRound round in rounds.Take(RoundsMax))
            {
                var bars = plot.Add.Bar(
                    new Bar
                    {
                        Position = round.Iteration + offset,
                        Value = DataSize.FromPages(round.PagesSent).Mebibytes,
                        Size = BarWidth,
                        FillColor = color.WithAlpha(round.GuestStopped ? 1 : 0.55),
                        LineWidth = 0,
                        Label = DataSize
                            .FromPages(round.PagesSent)
                            .Mebibytes.ToString("0.##", CultureInfo.InvariantCulture),
                    }
                );
                bars.LegendText = legend;
                legend = "";
            }

            offset += BarWidth;
        }

        if (count == 0)
        {
            return null;
        }

        double[] places = [.. Enumerable.Range(1, count).Select(i => (double)i)];
        plot.Axes.Bottom.TickGenerator = new NumericManual(
            places,
            [.. places.Select(place => place.ToString("0", CultureInfo.InvariantCulture))]
        );
        plot.Axes.Margins(bottom: 0);
        plot.Title("Passes over the memory; the full colour is the one with the machine stopped");
        plot.XLabel("pass");
        plot.YLabel("sent (MiB)");
        plot.ShowLegend(Edge.Right);
        return plot;
    }

    private static ImmutableArray<PreCopyRound> Of(RunResult run)
    {
        VmName? target = RunMoments.Target(run.Report);
        return run.Events.OfType<RunEvent.MigrationEnded>()
                .Select(ended => ended.Report)
                .FirstOrDefault(report => target is null || report.Request.Vm == target)
                ?.Rounds
            ?? [];
    }
}
