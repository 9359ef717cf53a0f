using System.Collections.Immutable;
using MathNet.Numerics.Statistics;

namespace MigSim.Calibration.Fitting;

/// <summary>Makes the list of residuals and flags those that are far from the others.</summary>
internal static class ResidualList
{
    // B. Iglewicz and D. Hoaglin, How to detect and handle outliers, 1993.
    private const double FarAway = 3.5;
    private const double NormalByMedian = 0.6745;

    public static ImmutableArray<Residual> Of(
        FitProblem problem,
        double[] point,
        ImmutableArray<double> deviations
    )
    {
        double[] weighted = problem.Weighted(point, deviations);
        ImmutableArray<ImmutableArray<double?>> predicted = problem.Predict(point);
        (double Middle, double Width)[] shapes =
        [
            .. problem.Plan.Metrics.Select(
                (_, m) => Shape([.. weighted.Where((_, i) => problem.Measurements[i].Metric == m)])
            ),
        ];
        return
        [
            .. problem.Measurements.Select(
                (one, i) =>
                {
                    (double middle, double width) = shapes[one.Metric];
                    double score = NormalByMedian * Math.Abs(weighted[i] - middle) / width;
                    return new Residual(
                        problem.Runs[one.Run].Name,
                        problem.Plan.Metrics[one.Metric].Name,
                        one.Value,
                        predicted[one.Run][one.Metric],
                        weighted[i],
                        score > FarAway
                    );
                }
            ),
        ];
    }

    private static (double Middle, double Width) Shape(double[] values)
    {
        double middle = values.Median();
        double width = values.Select(value => Math.Abs(value - middle)).Median();
        return (middle, Math.Max(width, 1e-9));
    }
}
