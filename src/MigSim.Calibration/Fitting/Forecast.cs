using System.Collections.Immutable;
using System.Globalization;
using MathNet.Numerics.Statistics;
using MigSim.Calibration.Campaigns;
using MigSim.Experiments.Calibrations;

namespace MigSim.Calibration.Fitting;

/// <summary>Predicts runs that were not fitted, with intervals.</summary>
/// <remarks>
/// The variance is that of the parameters, by a step of one standard deviation to either side along each direction, and that of
/// a single run. A direction of which the fit knows nothing takes the whole of its bounds.
/// </remarks>
internal sealed class Forecast(
    FitProblem problem,
    double[] point,
    ImmutableArray<double> deviations,
    Sensitivity sensitivity
)
{
    public HeldBackResult Of(ImmutableArray<CampaignRun> runs)
    {
        FitProblem other = problem.With(runs);
        ImmutableArray<ImmutableArray<double?>> middle = other.Predict(point);
        var steps = Enumerable
            .Range(0, point.Length)
            .Select(k => (Low: other.Predict(Step(k, -1)), High: other.Predict(Step(k, 1))))
            .ToArray();
        double reach = Scatter.Reach(problem, deviations);
        var values = ImmutableArray.CreateBuilder<PredictedValue>();
        double[] greatest = new double[point.Length];
        for (int r = 0; r < runs.Length; r++)
        {
            for (int m = 0; m < deviations.Length; m++)
            {
                FitMetric metric = problem.Plan.Metrics[m];
                double? measured = runs[r].Completes
                    ? runs[r].Metrics.GetValueOrDefault(metric.Name)
                    : null;
                if (middle[r][m] is not { } value)
                {
                    values.Add(new(runs[r].Name, metric.Name, null, null, null, measured));
                    continue;
                }

                double noise = deviations[m] * (metric.IsRelative ? Math.Abs(value) : 1);
                double variance = noise * noise;
                for (int k = 0; k < point.Length; k++)
                {
                    double half =
                        ((steps[k].High[r][m] ?? value) - (steps[k].Low[r][m] ?? value)) / 2;
                    variance += half * half;
                    greatest[k] = Math.Max(greatest[k], Math.Abs(half) / noise);
                }

                double room = reach * Math.Sqrt(variance);
                values.Add(
                    new(runs[r].Name, metric.Name, value, value - room, value + room, measured)
                );
            }
        }

        return new HeldBackResult(
            values.ToImmutable(),
            Errors(other),
            [.. Warnings(runs, greatest)],
            runs.Where((run, i) => run.Completes != (middle[i][0] is not null)).Count()
        );
    }

    private ImmutableArray<MetricError> Errors(FitProblem other)
    {
        double[][] errors = Resampling.ErrorsOf(other, point);
        return
        [
            .. problem.Plan.Metrics.Select(
                (metric, m) =>
                    errors[m].Length == 0
                        ? new MetricError(metric.Name, 0, 0, 0, 0, null, null)
                        : new MetricError(
                            metric.Name,
                            errors[m].Length,
                            errors[m].Average(),
                            errors[m].Median(),
                            errors[m].Max(),
                            null,
                            null
                        )
            ),
        ];
    }

    private IEnumerable<string> Warnings(ImmutableArray<CampaignRun> runs, double[] greatest)
    {
        for (int k = 0; k < greatest.Length; k++)
        {
            // Less than the scatter of single runs is of no account.
            if (!sensitivity.Known[k] && greatest[k] > 1)
            {
                string names = string.Join(
                    " and ",
                    Identifiability.Names(problem.Plan, sensitivity, k)
                );
                string times = greatest[k].ToString("0.#", CultureInfo.InvariantCulture);
                yield return $"out of range: these predictions depend on {names}, which the fitted runs do not determine (up to {times} times the scatter of a run)";
            }
        }

        var range = ValidityRange.Of(problem.Runs.Select(run => run.Inputs));
        foreach (
            IGrouping<string, string> outside in runs.SelectMany(run =>
                    range.Outside(run.Inputs).Select(text => (run.Name, text))
                )
                .GroupBy(one => one.text, one => one.Name)
        )
        {
            yield return $"out of range: {outside.Key} ({outside.Count()} of {runs.Length} runs)";
        }
    }

    private double[] Step(int direction, int sign) =>
        [
            .. point.Select(
                (x, i) =>
                    Math.Clamp(
                        x
                            + (
                                sign
                                * sensitivity.Deviations[direction]
                                * sensitivity.Directions[i, direction]
                            ),
                        0,
                        1
                    )
            ),
        ];
}
