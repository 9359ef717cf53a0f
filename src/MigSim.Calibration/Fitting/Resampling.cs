using System.Collections.Immutable;
using MathNet.Numerics.Statistics;
using MigSim.Calibration.Campaigns;

namespace MigSim.Calibration.Fitting;

/// <summary>Fits again to other choices of cells: drawn with replacement, or without some of them.</summary>
internal sealed class Resampling(
    FitProblem problem,
    ImmutableArray<double> deviations,
    double[] point,
    FitSettings settings,
    Func<string, Random> streams
)
{
    private readonly ImmutableArray<ImmutableArray<CampaignRun>> _cells =
    [
        .. problem
            .Runs.Where(run => run.Completes)
            .GroupBy(run => run.Cell)
            .Select(cell => cell.ToImmutableArray()),
    ];

    /// <summary>Gets the best points for cells drawn with replacement (B. Efron, 1979).</summary>
    public ImmutableArray<double[]> Bootstrap(IProgress<double>? progress)
    {
        Random random = streams("bootstrap");
        var points = ImmutableArray.CreateBuilder<double[]>();
        for (int i = 0; i < settings.Bootstraps && _cells.Length > 1; i++)
        {
            CampaignRun[] drawn =
            [
                .. Enumerable
                    .Range(0, _cells.Length)
                    .SelectMany(_ => _cells[random.Next(_cells.Length)]),
            ];
            points.Add(Refit(drawn));
            progress?.Report((i + 1.0) / settings.Bootstraps);
        }

        return points.ToImmutable();
    }

    /// <summary>Gets the errors of the fit, and of fits without each cell and without each part.</summary>
    public ImmutableArray<MetricError> Errors()
    {
        int[] order = [.. Enumerable.Range(0, _cells.Length)];
        streams("folds").Shuffle(order);
        double[]?[] single = LeftOut([.. order.Select(cell => new[] { cell })]);
        int parts = Math.Min(settings.Folds, _cells.Length);
        double[]?[] folds = LeftOut([
            .. Enumerable
                .Range(0, parts)
                .Select(part => order.Where((_, i) => i % parts == part).ToArray()),
        ]);
        double[][] own = ErrorsOf(problem, point);
        return
        [
            .. problem.Plan.Metrics.Select(
                (metric, m) =>
                    own[m].Length == 0
                        ? new MetricError(metric.Name, 0, 0, 0, 0, null, null)
                        : new MetricError(
                            metric.Name,
                            own[m].Length,
                            own[m].Average(),
                            own[m].Median(),
                            own[m].Max(),
                            Mean(single[m]),
                            Mean(folds[m])
                        )
            ),
        ];
    }

    /// <summary>Gets the absolute errors at a point as shares, metric by metric.</summary>
    public static double[][] ErrorsOf(FitProblem problem, double[] point)
    {
        ImmutableArray<ImmutableArray<double?>> predicted = problem.Predict(point);
        return
        [
            .. problem.Plan.Metrics.Select(
                (_, m) =>
                    problem
                        .Measurements.Where(one => one.Metric == m && one.Value != 0)
                        .Select(one => Math.Abs(((predicted[one.Run][m] ?? 0) / one.Value) - 1))
                        .ToArray()
            ),
        ];
    }

    private static double? Mean(double[]? values) =>
        values is { Length: > 0 } ? values.Average() : null;

    private double[]?[] LeftOut(int[][] parts)
    {
        var errors = problem.Plan.Metrics.Select(_ => new List<double>()).ToArray();
        foreach (int[] part in parts)
        {
            FitProblem rest = problem.With(
                _cells.Where((_, i) => !part.Contains(i)).SelectMany(c => c)
            );
            if (rest.Measurements.Length <= problem.Dimensions)
            {
                return new double[]?[errors.Length];
            }

            double[] found = LeastSquares.Refine(rest, deviations, point);
            double[][] own = ErrorsOf(problem.With(part.SelectMany(cell => _cells[cell])), found);
            for (int m = 0; m < errors.Length; m++)
            {
                errors[m].AddRange(own[m]);
            }
        }

        return [.. errors.Select(list => list.ToArray())];
    }

    private double[] Refit(CampaignRun[] runs) =>
        LeastSquares.Refine(problem.With(runs), deviations, point);
}
