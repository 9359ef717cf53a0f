using System.Collections.Immutable;
using System.Globalization;
using MigSim.Experiments.Reports;
using MigSim.Experiments.Scenarios;
using MigSim.Measurement;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace MigSim.Reporting.Plots;

/// <summary>Round-trip times over a run, with its phases and the published values.</summary>
public static class RttPlot
{
    private static readonly TimeSpan s_window = TimeSpan.FromMilliseconds(250);

    /// <summary>Writes <c>rtt.png</c> and <c>rtt.svg</c>.</summary>
    public static void Save(string path, Scenario scenario, RunResult result)
    {
        Plot plot = Draw(scenario.Probe.Target, result, Axis(result));
        StackedPicture.Save(Path.Combine(path, "rtt"), plot);
    }

    /// <summary>Writes a picture of several runs, on shared axes, as PNG and as SVG.</summary>
    /// <param name="path">Where to, without the ending.</param>
    /// <param name="runs">The runs, from the top.</param>
    public static void SaveComparison(
        string path,
        ImmutableArray<(Scenario Scenario, RunResult Result)> runs
    ) => StackedPicture.Save(path, Compare(runs));

    internal static Plot[] Compare(ImmutableArray<(Scenario Scenario, RunResult Result)> runs)
    {
        RttAxis axis = runs.Select(run => Axis(run.Result)).Aggregate(RttAxis.Of);
        double end = runs.Max(run => EndSeconds(run.Result));
        return
        [
            .. runs.Select(run =>
            {
                Plot plot = Draw(run.Scenario.Probe.Target, run.Result, axis);
                plot.Axes.SetLimitsX(0, end);
                return plot;
            }),
        ];
    }

    internal static RttAxis Axis(RunResult result)
    {
        IEnumerable<double> published = result
            .Report.Checks.Where(check => check.Metric.StartsWith("rtt.", StringComparison.Ordinal))
            .Select(check => check.Expected);
        return RttAxis.For(result.Samples, published);
    }

    internal static Plot Draw(VmName target, RunResult result, RttAxis axis)
    {
        Plot plot = PlotTheme.CreatePlot();
        var phases = Phases.Of(result, target);
        PhaseShades.Draw(plot, phases, axis);
        DrawSamples(plot, result.Samples, axis);
        DrawMean(plot, result.Samples, phases);
        DrawLost(plot, result.Samples, axis);
        PublishedValues.Draw(plot, result, phases);
        RunManifest manifest = result.Report.Manifest;
        plot.Title(
            $"Round-trip time to {target}: {manifest.Scenario}, {manifest.Point}, "
                + string.Create(
                    CultureInfo.InvariantCulture,
                    $"{manifest.Testbed} seed {manifest.Seed}"
                )
        );
        plot.XLabel("time of sending (s)" + Clipped(result.Samples, axis));
        plot.YLabel("RTT (ms)");
        plot.Axes.SetLimits(
            0,
            EndSeconds(result),
            -0.06 * axis.MaxMilliseconds,
            axis.MaxMilliseconds
        );
        // Below zero there are only the lost pings.
        plot.Axes.Left.TickGenerator = new NumericAutomatic
        {
            LabelFormatter = value =>
                value < 0 ? "" : value.ToString("0.###", CultureInfo.InvariantCulture),
        };
        plot.ShowLegend(Edge.Right);
        return plot;
    }

    private static double EndSeconds(RunResult result) =>
        result.Samples.IsEmpty ? 1 : Math.Max(0.001, result.Samples[^1].SentAt.TotalSeconds);

    private static void DrawSamples(Plot plot, ImmutableArray<ProbeSample> samples, RttAxis axis)
    {
        ProbeSample[] answered = [.. samples.Where(sample => sample.RoundTripTime is not null)];
        ProbeSample[] shown =
        [
            .. answered.Where(sample => Milliseconds(sample) <= axis.MaxMilliseconds),
        ];
        if (shown.Length > 0)
        {
            var dots = plot.Add.Markers(
                shown.Select(sample => sample.SentAt.TotalSeconds).ToArray(),
                shown.Select(Milliseconds).ToArray(),
                MarkerShape.FilledCircle,
                4f,
                PlotTheme.Sample.WithAlpha(0.6)
            );
            dots.LegendText = "ping";
        }

        ProbeSample[] above = [.. answered.Where(s => Milliseconds(s) > axis.MaxMilliseconds)];
        if (above.Length > 0)
        {
            var peaks = plot.Add.Markers(
                above.Select(sample => sample.SentAt.TotalSeconds).ToArray(),
                above.Select(_ => 0.985 * axis.MaxMilliseconds).ToArray(),
                MarkerShape.FilledTriangleUp,
                8f,
                PlotTheme.Sample
            );
            peaks.LegendText = "ping above the axis";
        }
    }

    private static void DrawMean(Plot plot, ImmutableArray<ProbeSample> samples, Phases phases)
    {
        TimeSpan[] borders =
        [
            .. new[] { phases.FailureAt, phases.RunsAgainAt }
                .Where(border => border is not null)
                .Select(border => border!.Value),
        ];
        string legend = "mean over 0.25 s";
        foreach ((double[] seconds, double[] means) in RunningMean.Of(samples, s_window, borders))
        {
            var line = plot.Add.ScatterLine(seconds, means, PlotTheme.Mean);
            line.LineWidth = 1.8f;
            line.LegendText = legend;
            legend = "";
        }
    }

    private static void DrawLost(Plot plot, ImmutableArray<ProbeSample> samples, RttAxis axis)
    {
        double[] lost =
        [
            .. samples
                .Where(sample => sample.RoundTripTime is null)
                .Select(sample => sample.SentAt.TotalSeconds),
        ];
        if (lost.Length == 0)
        {
            return;
        }

        var crosses = plot.Add.Markers(
            lost,
            [.. lost.Select(_ => -0.03 * axis.MaxMilliseconds)],
            MarkerShape.Eks,
            8f,
            PlotTheme.Lost
        );
        crosses.MarkerStyle.LineWidth = 2.5f;
        crosses.LegendText = string.Create(
            CultureInfo.InvariantCulture,
            $"lost ping ({lost.Length})"
        );
    }

    private static string Clipped(ImmutableArray<ProbeSample> samples, RttAxis axis)
    {
        double[] above =
        [
            .. samples
                .Where(s => s.RoundTripTime is not null && Milliseconds(s) > axis.MaxMilliseconds)
                .Select(Milliseconds),
        ];
        return above.Length == 0
            ? ""
            : string.Create(
                CultureInfo.InvariantCulture,
                $"\n{above.Length} of {samples.Length} pings lie above the axis, the highest at {above.Max():0.0} ms"
            );
    }

    private static double Milliseconds(ProbeSample sample) =>
        sample.RoundTripTime!.Value.TotalMilliseconds;
}
