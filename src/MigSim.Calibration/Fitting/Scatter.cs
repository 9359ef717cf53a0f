using System.Collections.Immutable;
using MathNet.Numerics.Distributions;

namespace MigSim.Calibration.Fitting;

/// <summary>The standard deviation of each metric.</summary>
internal static class Scatter
{
    /// <summary>Gets what runs of the same cell differ by, pooled over the cells; null where no cell has two.</summary>
    public static ImmutableArray<double?> OfCells(FitProblem problem) =>
        [
            .. problem.Plan.Metrics.Select(
                (metric, m) => metric.Spread ?? Pooled(problem, m, metric.IsRelative)
            ),
        ];

    /// <summary>
    /// Gets the spread, or what the model leaves at a point if that is greater than chance allows (5 %).
    /// </summary>
    public static ImmutableArray<double> Left(
        FitProblem problem,
        double[] point,
        ImmutableArray<double?> spread
    )
    {
        double[] raw = problem.Raw(point);
        int all = raw.Length;
        return
        [
            .. problem.Plan.Metrics.Select(
                (_, m) =>
                {
                    double[] own = [.. raw.Where((_, i) => problem.Measurements[i].Metric == m)];
                    double freedom = own.Length * (1 - ((double)problem.Dimensions / all));
                    double left = Math.Sqrt(own.Sum(one => one * one) / freedom);

                    double chance = Math.Sqrt(ChiSquared.InvCDF(freedom, 0.95) / freedom);
                    double deviation = left > spread[m] * chance ? left : spread[m] ?? left;

                    // A model that is exact leaves nothing to divide by.
                    return Math.Max(deviation, 1e-9);
                }
            ),
        ];
    }

    /// <summary>
    /// Gets by how many standard deviations a 95 % interval reaches to each side: the normal distribution's where all deviations
    /// were stated, and Student's where they had to be estimated.
    /// </summary>
    public static double Reach(FitProblem problem, ImmutableArray<double> deviations)
    {
        bool areStated = problem
            .Plan.Metrics.Select((m, i) => m.Spread == deviations[i])
            .All(yes => yes);
        int freedom = problem.Measurements.Length - problem.Dimensions;
        return areStated ? Normal.InvCDF(0, 1, 0.975) : StudentT.InvCDF(0, 1, freedom, 0.975);
    }

    private static double? Pooled(FitProblem problem, int metric, bool isRelative)
    {
        double sum = 0;
        int freedom = 0;
        foreach (
            IGrouping<string, double> cell in problem
                .Measurements.Where(one => one.Metric == metric)
                .GroupBy(one => problem.Runs[one.Run].Cell, one => one.Value)
        )
        {
            double mean = cell.Average();
            double scale = isRelative ? Math.Abs(mean) : 1;
            sum += cell.Sum(value => Math.Pow((value - mean) / scale, 2));
            freedom += cell.Count() - 1;
        }

        return freedom > 0 && sum > 0 ? Math.Sqrt(sum / freedom) : null;
    }
}
