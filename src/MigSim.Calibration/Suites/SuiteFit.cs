using System.Collections.Immutable;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;
using MigSim.Models.Prediction;

namespace MigSim.Calibration.Suites;

/// <summary>Fits the constants of a suite to some of its cases.</summary>
/// <remarks>
/// The sum over the outputs of the square of the mean absolute relative error, each in units of the error
/// that is aimed at, is minimized by the simplex method of J. A. Nelder and R. Mead (1965) from several
/// starting points. A wrong verdict costs as much as an error of 100 %.
/// </remarks>
internal sealed class SuiteFit(ValidationSuite suite)
{
    private const double Precision = 1e-5;
    private const int IterationsMax = 400;
    private static readonly double[] Starts = [0.5, 0.25, 0.75];

    /// <summary>Gets the best values by path; empty if the suite fits nothing.</summary>
    public ImmutableSortedDictionary<string, double> Fit(ImmutableArray<SuiteCase> cases)
    {
        if (suite.Fitted.IsEmpty)
        {
            return ImmutableSortedDictionary<string, double>.Empty;
        }

        IObjectiveFunction objective = ObjectiveFunction.Value(point =>
            Cost(cases, Values(point)) + Outside(point)
        );
        Vector<double>? best = null;
        double bestCost = double.PositiveInfinity;
        foreach (double start in Starts)
        {
            Vector<double> found = Minimum(objective, start);
            double cost = Cost(cases, Values(found)) + Outside(found);
            if (cost < bestCost)
            {
                bestCost = cost;
                best = found;
            }
        }

        return Values(best!);
    }

    private Vector<double> Minimum(IObjectiveFunction objective, double start)
    {
        int count = suite.Fitted.Length;
        try
        {
            return NelderMeadSimplex
                .Minimum(
                    objective,
                    Vector<double>.Build.Dense(count, start),
                    Vector<double>.Build.Dense(count, 0.2),
                    Precision,
                    IterationsMax
                )
                .MinimizingPoint;
        }
        catch (MaximumIterationsException)
        {
            return Vector<double>.Build.Dense(count, start);
        }
    }

    private double Cost(
        ImmutableArray<SuiteCase> cases,
        ImmutableSortedDictionary<string, double> constants
    )
    {
        ImmutableArray<MigrationOutcome> outcomes = SuitePrediction.Predict(
            suite,
            cases,
            constants
        );
        double cost = 0;
        foreach (SuiteTarget target in suite.Targets)
        {
            double sum = 0;
            int count = 0;
            for (int i = 0; i < cases.Length; i++)
            {
                bool belongs =
                    target.Group == ValidationSuite.AllGroups || cases[i].Group == target.Group;
                if (belongs && cases[i].Measured[(int)target.Output] is not null)
                {
                    count++;
                    sum += Math.Abs(
                        SuitePrediction.Error(cases[i], outcomes[i], target.Output) ?? 1
                    );
                }
            }

            double ratio = count == 0 ? 0 : sum / count / (target.Percent / 100);
            cost += ratio * ratio;
        }

        return cost;
    }

    private ImmutableSortedDictionary<string, double> Values(Vector<double> point) =>
        suite
            .Fitted.Select(
                (range, i) =>
                    (
                        range.Path,
                        Value: range.From + ((range.To - range.From) * Math.Clamp(point[i], 0, 1))
                    )
            )
            .ToImmutableSortedDictionary(
                value => value.Path,
                value => value.Value,
                StringComparer.Ordinal
            );

    private static double Outside(Vector<double> point) =>
        point.Sum(x => Math.Max(0, -x) + Math.Max(0, x - 1)) * 100;
}
