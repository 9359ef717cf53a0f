using System.Collections.Immutable;
using System.Globalization;
using MigSim.Experiments.Reports;
using MigSim.Experiments.Scenarios;
using MigSim.Measurement;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace MigSim.Reporting.Plots;

/// <summary>HTTP connections over a run: how long each took, and why some failed.</summary>
/// <remarks>Times go from a fraction of a millisecond to seconds, so the axis is logarithmic.</remarks>
public static class LoadPlot
{
    private const double FloorMilliseconds = 0.1;

    /// <summary>Writes <c>load.png</c> and <c>load.svg</c>, if every connection is known.</summary>
    public static void Save(string path, Scenario scenario, RunResult result)
    {
        if (result.Load is not { Length: > 0 } samples)
        {
            return;
        }

        Plot plot = Draw(scenario, result, samples);
        StackedPicture.Save(Path.Combine(path, "load"), plot);
    }

    internal static Plot Draw(
        Scenario scenario,
        RunResult result,
        ImmutableArray<LoadSample> samples
    )
    {
        Plot plot = PlotTheme.CreatePlot();
        double top = Height(samples.Max(sample => sample.Duration?.TotalMilliseconds ?? 1)) + 0.6;
        double begin = samples[0].StartedAt.TotalSeconds;
        double end = samples[^1].StartedAt.TotalSeconds;
        if (scenario.HasFailure)
        {
            begin = 0;
            var phases = Phases.Of(result, scenario.Server!.Machine);
            PhaseShades.Draw(plot, phases, new RttAxis(top));
        }

        DrawAnswered(plot, samples);
        DrawFailed(plot, samples);
        RunManifest manifest = result.Report.Manifest;
        plot.Title(
            string.Create(
                CultureInfo.InvariantCulture,
                $"HTTP to {scenario.Server!.Machine}: {manifest.Scenario}, {manifest.Point}, {manifest.Testbed} seed {manifest.Seed}"
            )
        );
        plot.XLabel("begin of the connection (s)");
        plot.YLabel("connection time (ms)");
        plot.Axes.SetLimits(begin, Math.Max(end, begin + 0.001), Height(FloorMilliseconds), top);
        plot.Axes.Left.TickGenerator = new NumericAutomatic
        {
            IntegerTicksOnly = true,
            LabelFormatter = height =>
                Math.Pow(10, height).ToString("0.###", CultureInfo.InvariantCulture),
        };
        plot.ShowLegend(Edge.Right);
        return plot;
    }

    private static void DrawAnswered(Plot plot, ImmutableArray<LoadSample> samples)
    {
        LoadSample[] answered = [.. samples.Where(sample => sample.Duration is not null)];
        if (answered.Length > 0)
        {
            var dots = plot.Add.Markers(
                answered.Select(sample => sample.StartedAt.TotalSeconds).ToArray(),
                answered.Select(s => Height(s.Duration!.Value.TotalMilliseconds)).ToArray(),
                MarkerShape.FilledCircle,
                5f,
                PlotTheme.Sample.WithAlpha(0.6)
            );
            dots.LegendText = "answered";
        }
    }

    private static void DrawFailed(Plot plot, ImmutableArray<LoadSample> samples)
    {
        MarkerShape[] shapes =
        [
            MarkerShape.Eks,
            MarkerShape.OpenSquare,
            MarkerShape.OpenTriangleUp,
        ];
        foreach (
            IGrouping<LoadFailure, LoadSample> cause in samples
                .Where(sample => sample.Failure is not null)
                .GroupBy(sample => sample.Failure!.Value)
        )
        {
            var marks = plot.Add.Markers(
                cause.Select(sample => sample.StartedAt.TotalSeconds).ToArray(),
                cause.Select(_ => Height(FloorMilliseconds) + 0.15).ToArray(),
                shapes[(int)cause.Key % shapes.Length],
                9f,
                PlotTheme.Lost
            );
            marks.MarkerStyle.LineWidth = 2.5f;
            marks.LegendText = $"{Words(cause.Key)} ({cause.Count()})";
        }
    }

    private static string Words(LoadFailure failure) =>
        failure switch
        {
            LoadFailure.ClientTimeout => "timed out",
            LoadFailure.ConnectionRefused => "refused",
            _ => "reset",
        };

    private static double Height(double milliseconds) =>
        Math.Log10(Math.Max(milliseconds, FloorMilliseconds));
}
