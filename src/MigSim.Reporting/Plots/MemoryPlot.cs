using System.Collections.Immutable;
using MigSim.Experiments.Reports;
using MigSim.Experiments.Scenarios;
using ScottPlot;

namespace MigSim.Reporting.Plots;

/// <summary>Response time against memory, in machines and on hosts, beside the published values.</summary>
public static class MemoryPlot
{
    private const string Metric = "access.mean_ms";
    private const double BytesPerMebibyte = 1024 * 1024;

    /// <summary>Writes the picture as PNG and as SVG.</summary>
    /// <param name="path">Where to, without the ending.</param>
    /// <param name="runs">The runs at all sizes of memory.</param>
    public static void Save(
        string path,
        ImmutableArray<(Scenario Scenario, RunResult Result)> runs
    ) => StackedPicture.Save(path, [Draw(runs)]);

    internal static Plot Draw(ImmutableArray<(Scenario Scenario, RunResult Result)> runs)
    {
        Plot plot = PlotTheme.CreatePlot();
        foreach (
            IGrouping<ServerSetting, (Scenario Scenario, RunResult Result)> setting in runs.GroupBy(
                run => run.Scenario.Setting
            )
        )
        {
            bool isVirtual = setting.Key == ServerSetting.VirtualMachines;
            string name = isVirtual ? "virtual machines" : "physical hosts";
            Color color = isVirtual ? PlotTheme.Sample : PlotTheme.Lost;
            MarkerShape shape = isVirtual ? MarkerShape.OpenCircle : MarkerShape.OpenSquare;
            DrawFound(plot, name, color, [.. setting]);
            DrawPublished(plot, name, color, shape, [.. setting]);
        }

        plot.Title($"Response time against memory: {runs[0].Result.Report.Manifest.Scenario}");
        plot.XLabel("memory of the web server (MiB)");
        plot.YLabel("response time (us)");
        plot.Axes.AutoScale();
        AxisLimits shown = plot.Axes.GetLimits();
        plot.Axes.SetLimits(0, shown.Right, 0, shown.Top);
        plot.ShowLegend(Alignment.UpperLeft);
        return plot;
    }

    private static void DrawFound(
        Plot plot,
        string name,
        Color color,
        (Scenario Scenario, RunResult Result)[] runs
    )
    {
        (double Memory, double Microseconds)[] found =
        [
            .. runs.Select(run =>
                    (Memory(run.Scenario), run.Result.Report.Metrics.GetValueOrDefault(Metric))
                )
                .Where(point => point.Item2 is not null)
                .Select(point => (point.Item1, 1000 * point.Item2!.Value))
                .OrderBy(point => point.Item1),
        ];
        var line = plot.Add.ScatterLine(
            found.Select(point => point.Memory).ToArray(),
            found.Select(point => point.Microseconds).ToArray(),
            color
        );
        line.LineWidth = 2.5f;
        line.LegendText = name;
    }

    private static void DrawPublished(
        Plot plot,
        string name,
        Color color,
        MarkerShape shape,
        (Scenario Scenario, RunResult Result)[] runs
    )
    {
        (double Memory, double Microseconds)[] published =
        [
            .. from run in runs
            from check in run.Result.Report.Checks
            where check.Metric == Metric
            select (Memory(run.Scenario), 1000 * check.Expected),
        ];
        if (published.Length > 0)
        {
            var marks = plot.Add.Markers(
                published.Select(point => point.Memory).ToArray(),
                published.Select(point => point.Microseconds).ToArray(),
                shape,
                13f,
                color
            );
            marks.MarkerStyle.LineWidth = 2.5f;
            marks.LegendText = $"{name}, published";
        }
    }

    private static double Memory(Scenario scenario) =>
        scenario.Server!.Balloon.Bytes / BytesPerMebibyte;
}
