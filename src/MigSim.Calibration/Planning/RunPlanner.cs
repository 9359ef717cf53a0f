using System.Collections.Immutable;
using MathNet.Numerics.LinearAlgebra;
using MigSim.Calibration.Campaigns;
using MigSim.Calibration.Fitting;

namespace MigSim.Calibration.Planning;

/// <summary>Chooses the next runs of a lab.</summary>
/// <remarks>
/// D-optimal, one run after the other: the one that raises the logarithm of the determinant of the information matrix most for
/// each second (V. Fedorov, 1972). What the bounds are worth counts as information that is there already.
/// </remarks>
internal sealed class RunPlanner(
    FitProblem problem,
    double[] point,
    ImmutableArray<double> deviations,
    CandidateRuns candidates
)
{
    // More runs of the same inputs average what differs from run to run, not where the model is wrong.
    private const int RepeatsMax = 4;

    private const double Step = 0.02;
    private const double Endless = 600;
    private const double Least = 1e-6;

    /// <summary>Chooses runs within a time.</summary>
    /// <param name="seconds">The time for all of them.</param>
    public RunProposal Choose(double seconds)
    {
        Matrix<double> slopes = Sensitivity.Slopes(problem, deviations, point, Steps());
        int count = point.Length;
        Matrix<double> known =
            slopes.TransposeThisAndMultiply(slopes)
            + (Matrix<double>.Build.DenseIdentity(count) * Sensitivity.Prior);
        Matrix<double> now = known;
        ImmutableArray<Candidate> all = Candidates();
        var chosen = ImmutableArray.CreateBuilder<PlannedRun>();
        double left = seconds;
        while (
            all.Where(one => one.Seconds <= left && Gain(now, one) > Least)
                .Where(one => chosen.Count(run => run.Run == one.Run) < RepeatsMax)
                .MaxBy(one => Gain(now, one) / one.Seconds)
                is { } best
        )
        {
            double gain = Gain(now, best);
            now += best.Information;
            left -= best.Seconds;
            chosen.Add(new PlannedRun(best.Run, best.Seconds, Math.Exp(-gain / 2)));
        }

        return new RunProposal(
            chosen.ToImmutable(),
            [
                .. problem.Plan.Parameters.Select(
                    (parameter, i) => (parameter, Deviation(known, i), Deviation(now, i))
                ),
            ],
            [.. Notes()]
        );

        double Deviation(Matrix<double> information, int i)
        {
            FitParameter parameter = problem.Plan.Parameters[i];
            return Math.Sqrt(information.Inverse()[i, i]) * (parameter.To - parameter.From);
        }
    }

    /// <summary>Says for each direction that is not known which candidate tells most of it.</summary>
    public IEnumerable<string> Notes()
    {
        var sensitivity = Sensitivity.At(problem, deviations, point);
        ImmutableArray<Candidate> all = Candidates();
        for (int k = 0; k < point.Length; k++)
        {
            if (sensitivity.Known[k])
            {
                continue;
            }

            string names = string.Join(
                " and ",
                Identifiability.Names(problem.Plan, sensitivity, k)
            );
            Vector<double> direction = sensitivity.Directions.Column(k);
            Candidate? best = all.MaxBy(one => direction * one.Information * direction);
            double tells = best is null ? 0 : direction * best.Information * direction;
            yield return tells > 1
                ? $"the run that would tell {names}: {best!.Run.Name}"
                : $"none of the candidates would tell {names}: give one of them, or measure something else";
        }
    }

    private ImmutableArray<Candidate> Candidates()
    {
        FitProblem all = problem.With(candidates.Runs);
        ImmutableArray<ImmutableArray<double?>> middle = all.Predict(point);
        double[] steps = Steps();
        var slopes = Enumerable
            .Range(0, point.Length)
            .Select(i => Slope(all, i, steps[i]))
            .ToArray();
        int total = problem.Plan.Metrics.Select(metric => metric.Name).ToList().IndexOf("total_ms");
        return
        [
            .. candidates
                .Runs.Select(
                    (run, r) =>
                    {
                        Matrix<double> information = Matrix<double>.Build.Dense(
                            point.Length,
                            point.Length
                        );
                        for (int m = 0; m < deviations.Length; m++)
                        {
                            if (middle[r][m] is { } value)
                            {
                                bool isRelative = problem.Plan.Metrics[m].IsRelative;
                                double noise = deviations[m] * (isRelative ? Math.Abs(value) : 1);
                                Vector<double> own =
                                    Vector<double>.Build.Dense(point.Length, i => slopes[i](r, m))
                                    / noise;
                                information += own.OuterProduct(own);
                            }
                        }

                        double duration =
                            total >= 0 && middle[r][total] is { } ms ? ms / 1000 : Endless;
                        return new Candidate(run, candidates.Overhead + duration, information);
                    }
                )
                .Where((_, r) => middle[r].Any(value => value is not null)),
        ];
    }

    private Func<int, int, double> Slope(FitProblem all, int parameter, double step)
    {
        double[] below = [.. point];
        double[] above = [.. point];
        below[parameter] = Math.Max(0, point[parameter] - step);
        above[parameter] = Math.Min(1, point[parameter] + step);
        ImmutableArray<ImmutableArray<double?>> low = all.Predict(below);
        ImmutableArray<ImmutableArray<double?>> high = all.Predict(above);
        double width = above[parameter] - below[parameter];
        return (run, metric) => ((high[run][metric] - low[run][metric]) ?? 0) / width;
    }

    private double[] Steps() => [.. point.Select(_ => Step)];

    private static double Gain(Matrix<double> information, Candidate one) =>
        Math.Log((information + one.Information).Determinant() / information.Determinant());

    private sealed record Candidate(CampaignRun Run, double Seconds, Matrix<double> Information);
}
