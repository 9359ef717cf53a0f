using System.Collections.Immutable;
using MigSim.Experiments.Reports;
using MigSim.Experiments.Statistics;
using MigSim.Experiments.Studies;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace MigSim.Reporting.Plots;

/// <summary>Which axes a metric depends on: a bar for each, the longest at the top.</summary>
internal static class StudyTornado
{
    private const double WideBar = 0.68;
    private const double NarrowBar = 0.3;

    /// <summary>Draws it.</summary>
    public static Plot Draw(string scenario, Sensitivity sensitivity)
    {
        Plot plot = PlotTheme.CreatePlot();
        bool isSobol = sensitivity.Method == SensitivityMethod.Sobol;
        ImmutableArray<(string Axis, Estimate Total, Estimate? First)> bars = isSobol
            ?
            [
                .. sensitivity
                    .Indices.OrderBy(index => index.Total.Value)
                    .Select(index => (index.Axis, index.Total, (Estimate?)index.First)),
            ]
            :
            [
                .. sensitivity
                    .Effects.OrderBy(effect => effect.MuStar.Value)
                    .Select(effect =>
                        (effect.Axis, InUnit(sensitivity.Metric, effect.MuStar), (Estimate?)null)
                    ),
            ];
        Add(
            plot,
            bars.Select(bar => bar.Total),
            WideBar,
            PlotTheme.Sample.WithAlpha(0.45),
            isSobol ? "total: with all interactions" : "mu*: mean size of the effect"
        );
        if (isSobol)
        {
            Add(
                plot,
                bars.Select(bar => bar.First!.Value),
                NarrowBar,
                PlotTheme.Sample,
                "first order: by itself"
            );
        }

        plot.Axes.Left.TickGenerator = new NumericManual(
            [.. Enumerable.Range(0, bars.Length).Select(i => (double)i)],
            [.. bars.Select(bar => bar.Axis)]
        );
        string unit = MetricText.Unit(sensitivity.Metric);
        plot.XLabel(
            isSobol
                ? "share of the variance, with 95 % intervals"
                : "mean size of the effect of the whole axis, with 95 % intervals"
                    + (unit.Length == 0 ? "" : $" ({unit})")
        );
        plot.Title(
            $"{scenario}: what {MetricText.Describe(sensitivity.Metric)} depends on"
                + (sensitivity.At.Length == 0 ? "" : $", {sensitivity.At}")
        );
        double right = bars.Select(bar => Math.Max(bar.Total.High, bar.First?.High ?? 0))
            .DefaultIfEmpty(1)
            .Max();
        double left = bars.Select(bar => bar.First?.Low ?? 0).Append(0).Min();
        plot.Axes.SetLimits(
            left - (0.02 * right),
            1.05 * right,
            -0.6,
            Math.Max(1, bars.Length) - 0.4
        );
        plot.ShowLegend(ScottPlot.Edge.Right);
        return plot;
    }

    private static void Add(
        Plot plot,
        IEnumerable<Estimate> estimates,
        double size,
        Color color,
        string legend
    )
    {
        Estimate[] values = [.. estimates];
        Bar[] drawn =
        [
            .. values.Select(
                (estimate, i) =>
                    new Bar
                    {
                        Position = i,
                        Value = estimate.Value,
                        Size = size,
                        FillColor = color,
                        LineWidth = 0,
                    }
            ),
        ];
        var bars = plot.Add.Bars(drawn);
        bars.Horizontal = true;
        bars.LegendText = legend;
        for (int i = 0; i < values.Length; i++)
        {
            // That of the wide bar is where the narrow one does not hide it.
            double y = size > NarrowBar ? i + ((size + NarrowBar) / 4) : i;
            var line = plot.Add.Line(values[i].Low, y, values[i].High, y);
            line.LineColor = PlotTheme.Mean;
            line.LineWidth = 2;
            line.MarkerSize = 0;
        }
    }

    private static Estimate InUnit(string metric, Estimate estimate) =>
        new(
            StudyScale.InUnit(metric, estimate.Value),
            StudyScale.InUnit(metric, estimate.Low),
            StudyScale.InUnit(metric, estimate.High)
        );
}
