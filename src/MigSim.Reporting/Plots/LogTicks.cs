using System.Globalization;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace MigSim.Reporting.Plots;

/// <summary>Ticks at 1, 2 and 5 of every decade, for an axis of logarithms to the base 10.</summary>
internal static class LogTicks
{
    private static readonly double[] s_ticks =
    [
        .. Enumerable
            .Range(-3, 8)
            .SelectMany(power => new[] { 1, 2, 5 }.Select(step => step * Math.Pow(10, power))),
    ];

    /// <summary>Makes the ticks; values below an end have none.</summary>
    public static ITickGenerator From(double min = 0) =>
        new NumericManual(
            [.. s_ticks.Where(tick => tick >= min).Select(Math.Log10)],
            [
                .. s_ticks
                    .Where(tick => tick >= min)
                    .Select(tick => tick.ToString("0.###", CultureInfo.InvariantCulture)),
            ]
        );
}
