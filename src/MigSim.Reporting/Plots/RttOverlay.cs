using System.Globalization;
using MigSim.Experiments.Comparing;
using MigSim.Experiments.Reports;
using MigSim.Measurement;
using ScottPlot;

namespace MigSim.Reporting.Plots;

/// <summary>The round-trip times of two runs over the time since their failures.</summary>
internal static class RttOverlay
{
    private static readonly TimeSpan s_window = TimeSpan.FromMilliseconds(250);

    public static Plot Draw(PointComparison point)
    {
        Plot plot = PlotTheme.CreatePlot();
        double[] answered =
        [
            .. SideTheme
                .Of(point)
                .SelectMany(side => Answered(side.Side.Runs[0]))
                .Select(sample => sample.RoundTripTime!.Value.TotalMilliseconds),
        ];
        double low = answered.Length == 0 ? 0.1 : answered.Min();
        double high = answered.Length == 0 ? 10 : answered.Max();
        double step = 0.05 * Math.Max(0.3, Math.Log10(high / low));
        double row = Math.Log10(low) - (2 * step);
        foreach ((ComparedSide side, Color color, MarkerShape shape) in SideTheme.Of(point))
        {
            DrawSamples(plot, side, color, shape);
            DrawLost(plot, side, color, row);
            row -= step;
        }

        // The means last, so that no dots hide them.
        foreach ((ComparedSide side, Color color, _) in SideTheme.Of(point))
        {
            DrawMean(plot, side, color);
        }

        var failure = plot.Add.VerticalLine(0, 1.5f, Colors.Black.WithAlpha(0.6));
        failure.LinePattern = LinePattern.Dotted;
        plot.Axes.SetLimitsY(row, Math.Log10(high) + step);
        plot.Axes.Left.TickGenerator = LogTicks.From(low * 0.9);
        plot.Title($"Round-trip time: {point.Left.Label} and {point.Right.Label}");
        plot.XLabel(SideTheme.TimeAxis(point));
        plot.YLabel("RTT (ms)");
        plot.ShowLegend(Edge.Right);
        return plot;
    }

    private static IEnumerable<ProbeSample> Answered(RunResult run) =>
        run.Samples.Where(sample => sample.RoundTripTime > TimeSpan.Zero);

    private static void DrawSamples(Plot plot, ComparedSide side, Color color, MarkerShape shape)
    {
        TimeSpan origin = SideTheme.Origin(side.Runs[0]);
        ProbeSample[] shown = [.. Answered(side.Runs[0])];
        if (shown.Length > 0)
        {
            var dots = plot.Add.Markers(
                shown.Select(sample => (sample.SentAt - origin).TotalSeconds).ToArray(),
                shown
                    .Select(sample => Math.Log10(sample.RoundTripTime!.Value.TotalMilliseconds))
                    .ToArray(),
                shape,
                5f,
                color.WithAlpha(0.4)
            );
            dots.LegendText = side.Label;
        }
    }

    private static void DrawMean(Plot plot, ComparedSide side, Color color)
    {
        RunResult run = side.Runs[0];
        RunMoments moments = SideTheme.Moments(run);
        TimeSpan[] borders =
        [
            .. new[] { moments.FailureAt, moments.RunsAgainAt }
                .Where(border => border is not null)
                .Select(border => border!.Value),
        ];
        double origin = SideTheme.Origin(run).TotalSeconds;
        string legend = $"{side.Label}, mean over 0.25 s";
        foreach (
            (double[] seconds, double[] means) in RunningMean.Of(run.Samples, s_window, borders)
        )
        {
            var line = plot.Add.ScatterLine(
                seconds.Select(second => second - origin).ToArray(),
                means.Select(mean => Math.Log10(Math.Max(mean, 1e-4))).ToArray(),
                color.Darken(0.25)
            );
            line.LineWidth = 2.5f;
            line.LegendText = legend;
            legend = "";
        }
    }

    private static void DrawLost(Plot plot, ComparedSide side, Color color, double row)
    {
        RunResult run = side.Runs[0];
        TimeSpan origin = SideTheme.Origin(run);
        double[] lost =
        [
            .. run
                .Samples.Where(sample => sample.RoundTripTime is null)
                .Select(sample => (sample.SentAt - origin).TotalSeconds),
        ];
        if (lost.Length > 0)
        {
            var crosses = plot.Add.Markers(
                lost,
                [.. lost.Select(_ => row)],
                MarkerShape.Eks,
                8f,
                color
            );
            crosses.MarkerStyle.LineWidth = 2.5f;
            crosses.LegendText = string.Create(
                CultureInfo.InvariantCulture,
                $"{side.Label}, lost ({lost.Length})"
            );
        }
    }
}
