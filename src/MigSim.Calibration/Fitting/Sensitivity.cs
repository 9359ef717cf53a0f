using System.Collections.Immutable;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace MigSim.Calibration.Fitting;

/// <summary>What the measurements say of each direction in the space of the parameters.</summary>
/// <param name="Directions">The directions, one a column, of length 1 in the unit cube.</param>
/// <param name="Deviations">The standard deviation along each.</param>
/// <param name="Known">Whether the measurements say more of it than its bounds do.</param>
internal sealed record Sensitivity(
    Matrix<double> Directions,
    ImmutableArray<double> Deviations,
    ImmutableArray<bool> Known
)
{
    /// <summary>The standard deviation of a value of which nothing is known but its bounds.</summary>
    public static readonly double Unknown = 1 / Math.Sqrt(12);

    private const double FirstStep = 0.02;
    private const double StepMin = 0.002;
    private const double StepMax = 0.1;

    /// <summary>Looks at the residuals around a point, as far away as its standard error.</summary>
    public static Sensitivity At(
        FitProblem problem,
        ImmutableArray<double> deviations,
        double[] point
    )
    {
        double[] steps = [.. point.Select(_ => FirstStep)];
        Matrix<double> slopes = Slopes(problem, deviations, point, steps);
        steps =
        [
            .. Enumerable
                .Range(0, point.Length)
                .Select(i =>
                    Math.Clamp(1 / Math.Max(slopes.Column(i).L2Norm(), 1e-9), StepMin, StepMax)
                ),
        ];
        slopes = Slopes(problem, deviations, point, steps);
        return Of(slopes.TransposeThisAndMultiply(slopes));
    }

    /// <summary>Reads the directions from the information matrix.</summary>
    public static Sensitivity Of(Matrix<double> information)
    {
        Evd<double> parts = information.Evd(Symmetricity.Symmetric);
        double[] eigenvalues = [.. parts.EigenValues.Select(value => Math.Max(0, value.Real))];
        return new Sensitivity(
            parts.EigenVectors,
            [.. eigenvalues.Select(value => 1 / Math.Sqrt(value + (value > Prior ? 0 : Prior)))],
            [.. eigenvalues.Select(value => value > Prior)]
        );
    }

    /// <summary>Gets the information that the bounds alone are worth.</summary>
    public static double Prior => 1 / (Unknown * Unknown);

    /// <summary>Gets the covariance in the unit cube.</summary>
    public Matrix<double> Covariance()
    {
        Matrix<double> scaled = Directions.Clone();
        for (int k = 0; k < Deviations.Length; k++)
        {
            scaled.SetColumn(k, Directions.Column(k) * Deviations[k]);
        }

        return scaled.TransposeAndMultiply(scaled);
    }

    /// <summary>Gets how much each residual changes with each parameter.</summary>
    public static Matrix<double> Slopes(
        FitProblem problem,
        ImmutableArray<double> deviations,
        double[] point,
        double[] steps
    )
    {
        Matrix<double> slopes = Matrix<double>.Build.Dense(
            problem.Measurements.Length,
            point.Length
        );
        for (int i = 0; i < point.Length; i++)
        {
            double[] below = [.. point];
            double[] above = [.. point];
            below[i] = Math.Max(0, point[i] - steps[i]);
            above[i] = Math.Min(1, point[i] + steps[i]);
            double[] low = problem.Weighted(below, deviations);
            double[] high = problem.Weighted(above, deviations);
            double width = above[i] - below[i];
            slopes.SetColumn(i, [.. high.Select((value, r) => (value - low[r]) / width)]);
        }

        return slopes;
    }
}
