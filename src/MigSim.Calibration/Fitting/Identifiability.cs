using System.Collections.Immutable;
using System.Globalization;

namespace MigSim.Calibration.Fitting;

/// <summary>Says in words which parameters the runs cannot tell.</summary>
internal static class Identifiability
{
    private const double Part = 0.3;
    private const double Alike = 0.98;

    /// <summary>Tells whether no unknown direction changes a parameter noticeably.</summary>
    public static bool IsKnown(Sensitivity sensitivity, int parameter) =>
        Enumerable
            .Range(0, sensitivity.Known.Length)
            .All(k =>
                sensitivity.Known[k] || Math.Abs(sensitivity.Directions[parameter, k]) < Part
            );

    /// <summary>Gets the names of the parameters that make up a direction.</summary>
    public static ImmutableArray<string> Names(
        FitPlan plan,
        Sensitivity sensitivity,
        int direction
    ) =>
        [
            .. plan
                .Parameters.Where((_, i) => Math.Abs(sensitivity.Directions[i, direction]) >= Part)
                .Select(parameter => parameter.Name),
        ];

    /// <summary>Gets a warning for each direction, parameter and pair that is not known.</summary>
    public static IEnumerable<string> Warnings(
        FitProblem problem,
        double[] point,
        Sensitivity sensitivity
    )
    {
        FitPlan plan = problem.Plan;
        for (int k = 0; k < sensitivity.Known.Length; k++)
        {
            if (!sensitivity.Known[k])
            {
                ImmutableArray<string> names = Names(plan, sensitivity, k);
                yield return names.Length == 1
                    ? $"these runs do not determine {names[0]}: within its bounds the measured values hardly change with it"
                    : $"these runs cannot tell {string.Join(" and ", names)} apart: a change of one is made up for by the other"
                        + (names.Length > 2 ? "s" : "");
            }
        }

        var covariance = sensitivity.Covariance();
        for (int i = 0; i < plan.Parameters.Length; i++)
        {
            FitParameter one = plan.Parameters[i];
            if (IsKnown(sensitivity, i) && point[i] is < 1e-3 or > 1 - 1e-3)
            {
                double bound = point[i] < 0.5 ? one.From : one.To;
                yield return $"{one.Name} ends at its bound, {one.Unit.Write(bound)}: its interval means little";
            }

            for (int j = 0; j < i; j++)
            {
                double correlation =
                    covariance[i, j] / Math.Sqrt(covariance[i, i] * covariance[j, j]);
                bool areKnown = IsKnown(sensitivity, i) && IsKnown(sensitivity, j);
                if (areKnown && Math.Abs(correlation) > Alike)
                {
                    string number = correlation.ToString("0.000", CultureInfo.InvariantCulture);
                    yield return $"these runs hardly tell {plan.Parameters[j].Name} and {one.Name} apart: their correlation is {number}";
                }
            }
        }
    }
}
