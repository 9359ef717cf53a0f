using System.Collections.Immutable;
using MigSim.Experiments.Comparing;
using MigSim.Experiments.Reports;
using ScottPlot;

namespace MigSim.Reporting.Plots;

/// <summary>The two sides of a comparison as pictures show them.</summary>
internal static class SideTheme
{
    /// <summary>Gets both sides with their colours and shapes, the left one first.</summary>
    public static ImmutableArray<(ComparedSide Side, Color Color, MarkerShape Shape)> Of(
        PointComparison point
    ) =>
        [
            (point.Left, PlotTheme.Sample, MarkerShape.FilledCircle),
            (point.Right, PlotTheme.Lost, MarkerShape.FilledTriangleUp),
        ];

    /// <summary>Gets the time from which pictures count: the failure, which both sides have at their own time.</summary>
    public static TimeSpan Origin(RunResult run) => Moments(run).FailureAt ?? TimeSpan.Zero;

    /// <summary>Gets when the machine that is probed failed and ran again.</summary>
    public static RunMoments Moments(RunResult run) =>
        RunMoments.Of(run, RunMoments.Target(run.Report) ?? new VmName(""));

    /// <summary>Gets what the axis of time is called.</summary>
    public static string TimeAxis(PointComparison point) =>
        Moments(point.Left.Runs[0]).FailureAt is null ? "time (s)" : "time since the failure (s)";
}
