using MigSim.Experiments.Comparing;
using ScottPlot;

namespace MigSim.Reporting.Plots;

/// <summary>The pictures of a comparison: both sides on shared axes.</summary>
internal static class ComparisonPlots
{
    /// <summary>Draws those for which the runs have something to show.</summary>
    public static IEnumerable<NamedPicture> Of(PointComparison point)
    {
        if (SideTheme.Of(point).Any(side => !side.Side.Runs[0].Samples.IsEmpty))
        {
            yield return new NamedPicture(
                "rtt",
                "Round-trip times around the failure; of several runs the first. Crosses below the axis are lost pings.",
                [RttOverlay.Draw(point)]
            );
        }

        Plot[] distributions = [.. RttDistributions.Draw(point)];
        if (distributions.Length > 0)
        {
            yield return new NamedPicture(
                "rtt-distribution",
                "Which share of the answered pings took no longer than that; all runs together.",
                distributions
            );
        }

        if (RoundsPlot.Draw(point) is { } rounds)
        {
            yield return new NamedPicture(
                "rounds",
                "What each pass over the machine's memory sent; of several runs the first.",
                [rounds]
            );
        }

        if (ThroughputPlot.Draw(point) is { } throughput)
        {
            yield return new NamedPicture(
                "throughput",
                "What the host that leaves sends, between two samples of it; of several runs the first.",
                [throughput]
            );
        }
    }
}
