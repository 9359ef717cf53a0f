using System.Collections.Immutable;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;

namespace MigSim.Calibration.Fitting;

/// <summary>Finds the point with the least sum of squares in the unit cube.</summary>
/// <remarks>
/// The simplex method of J. A. Nelder and R. Mead (1965) finds the valley, also where the model has
/// steps; the method of K. Levenberg (1944) and D. Marquardt (1963) goes to its ground. The better one counts.
/// </remarks>
internal static class LeastSquares
{
    private const double Tolerance = 1e-6;
    private const int IterationsMax = 300;
    private const double Step = 0.002;
    private const double Margin = 1e-4;

    /// <summary>Searches from several starting points: the middle, and others that are drawn.</summary>
    public static double[] Search(
        FitProblem problem,
        ImmutableArray<double> deviations,
        int starts,
        Random random
    )
    {
        double[]? best = null;
        for (int start = 0; start < starts; start++)
        {
            double[] from =
            [
                .. Enumerable
                    .Range(0, problem.Dimensions)
                    .Select(_ => start == 0 ? 0.5 : 0.1 + (0.8 * random.NextDouble())),
            ];
            double[] found = Simplex(problem, deviations, from, 0.2);
            best =
                best is null || Cost(problem, deviations, found) < Cost(problem, deviations, best)
                    ? found
                    : best;
        }

        return Polish(problem, deviations, best!);
    }

    /// <summary>Searches near a point at which other runs had their best.</summary>
    public static double[] Refine(
        FitProblem problem,
        ImmutableArray<double> deviations,
        double[] near
    ) => Polish(problem, deviations, Simplex(problem, deviations, near, 0.05));

    private static double[] Simplex(
        FitProblem problem,
        ImmutableArray<double> deviations,
        double[] from,
        double size
    )
    {
        IObjectiveFunction objective = ObjectiveFunction.Value(point =>
            Cost(problem, deviations, point.ToArray()) + Outside(point)
        );
        Vector<double> perturbations = Vector<double>.Build.Dense(
            from.Length,
            i => from[i] + size > 1 ? -size : size
        );
        try
        {
            MinimizationResult result = NelderMeadSimplex.Minimum(
                objective,
                Vector<double>.Build.DenseOfArray(from),
                perturbations,
                Tolerance,
                IterationsMax
            );
            return [.. result.MinimizingPoint.Select(x => Math.Clamp(x, 0, 1))];
        }
        catch (MaximumIterationsException)
        {
            return from;
        }
    }

    private static double[] Polish(
        FitProblem problem,
        ImmutableArray<double> deviations,
        double[] from
    )
    {
        int count = problem.Measurements.Length;
        if (count <= problem.Dimensions)
        {
            return from;
        }

        Vector<double> Residuals(Vector<double> point, Vector<double> _) =>
            Vector<double>.Build.DenseOfArray(problem.Weighted(point.ToArray(), deviations));
        Matrix<double> Slopes(Vector<double> point, Vector<double> _) =>
            Sensitivity.Slopes(problem, deviations, [.. point], [.. point.Select(_ => Step)]);
        try
        {
            var zeros = Vector<double>.Build.Dense(count);
            NonlinearMinimizationResult result = new LevenbergMarquardtMinimizer().Minimum(
                ObjectiveFunction.NonlinearModel(Residuals, Slopes, zeros, zeros),
                Vector<double>.Build.Dense(
                    from.Length,
                    i => Math.Clamp(from[i], Margin, 1 - Margin)
                ),
                Vector<double>.Build.Dense(from.Length, 0),
                Vector<double>.Build.Dense(from.Length, 1)
            );
            double[] found = [.. result.MinimizingPoint.Select(x => Math.Clamp(x, 0, 1))];
            bool isBetter =
                found.All(double.IsFinite)
                && Cost(problem, deviations, found) < Cost(problem, deviations, from);
            return isBetter ? found : from;
        }
        catch (Exception exception)
            when (exception is ArgumentException or ArithmeticException or OptimizationException)
        {
            // Where a parameter has no effect there is no ground to go to.
            return from;
        }
    }

    private static double Cost(
        FitProblem problem,
        ImmutableArray<double> deviations,
        IReadOnlyList<double> point
    ) => problem.Weighted(point, deviations).Sum(residual => residual * residual);

    private static double Outside(Vector<double> point) =>
        1e4 * point.Sum(x => Math.Max(0, -x) + Math.Max(0, x - 1));
}
