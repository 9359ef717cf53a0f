using System.Collections.Immutable;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Statistics;
using MigSim.Calibration.Campaigns;
using MigSim.Calibration.Planning;
using MigSim.Experiments.Calibrations;
using MigSim.Experiments.Input;

namespace MigSim.Calibration.Fitting;

/// <summary>Fits a plan to the runs of a campaign.</summary>
/// <remarks>
/// Each metric has one standard deviation: what runs of the same cell differ by, or what the model leaves if that is more than
/// chance allows. The residuals are divided by it, so that metrics of different units and accuracy are weighted as they deserve.
/// </remarks>
public sealed class CampaignFit
{
    private const int Rounds = 2;
    private readonly FitSettings _settings;
    private readonly IRunModel _model;
    private readonly Func<string, Random> _streams;

    /// <summary>Prepares fits.</summary>
    /// <param name="model">What predicts the runs.</param>
    /// <param name="settings">How thorough they are.</param>
    /// <param name="streams">Gets the random stream of a name; the same numbers each time.</param>
    public CampaignFit(IRunModel model, FitSettings settings, Func<string, Random> streams)
    {
        _model = model;
        _settings = settings;
        _streams = streams;
    }

    /// <summary>Fits.</summary>
    /// <param name="campaign">The name of the campaign, for messages.</param>
    /// <param name="plan">What is fitted.</param>
    /// <param name="data">The runs.</param>
    /// <param name="candidates">The runs that could be made next; may be null.</param>
    /// <param name="progress">Is told how far it is; may be null.</param>
    /// <exception cref="InputException">There are fewer values than parameters, or none of a metric.</exception>
    public FitResult Fit(
        string campaign,
        FitPlan plan,
        CampaignData data,
        CandidateRuns? candidates,
        IProgress<double>? progress
    )
    {
        var problem = new FitProblem(plan, _model, Fitted(plan, data));
        Check(campaign, problem);
        (double[] point, ImmutableArray<double> deviations) = Search(problem);
        if (plan.DropsOutliers)
        {
            HashSet<string> far =
            [
                .. ResidualList
                    .Of(problem, point, deviations)
                    .Where(one => one.IsOutlier)
                    .Select(one => one.Run),
            ];
            problem = problem.With(problem.Runs.Where(run => !far.Contains(run.Name)));
            Check(campaign, problem);
            (point, deviations) = Search(problem);
        }

        var sensitivity = Sensitivity.At(problem, deviations, point);
        var resampling = new Resampling(problem, deviations, point, _settings, _streams);
        ImmutableArray<double[]> resampled = resampling.Bootstrap(progress);
        CampaignRun[] heldBack = [.. data.Runs.Where(run => plan.HeldBack.Contains(run.Group))];
        FitResult result = Summarize(problem, point, deviations, sensitivity, resampled);
        return result with
        {
            Warnings = candidates is null
                ? result.Warnings
                :
                [
                    .. result.Warnings,
                    .. new RunPlanner(problem, point, deviations, candidates).Notes(),
                ],
            Errors = resampling.Errors(),
            HeldBack =
                heldBack.Length == 0
                    ? null
                    : new Forecast(problem, point, deviations, sensitivity).Of([.. heldBack]),
        };
    }

    /// <summary>Proposes the runs that would narrow the intervals most.</summary>
    /// <param name="campaign">The name of the campaign, for messages.</param>
    /// <param name="plan">What is fitted.</param>
    /// <param name="data">The runs that are there.</param>
    /// <param name="candidates">The runs that could be made.</param>
    /// <param name="seconds">The time for all of them.</param>
    public RunProposal Propose(
        string campaign,
        FitPlan plan,
        CampaignData data,
        CandidateRuns candidates,
        double seconds
    )
    {
        var problem = new FitProblem(plan, _model, Fitted(plan, data));
        Check(campaign, problem);
        (double[] point, ImmutableArray<double> deviations) = Search(problem);
        return new RunPlanner(problem, point, deviations, candidates).Choose(seconds);
    }

    private static ImmutableArray<CampaignRun> Fitted(FitPlan plan, CampaignData data) =>
        [.. data.FittedBy(plan)];

    private (double[] Point, ImmutableArray<double> Deviations) Search(FitProblem problem)
    {
        ImmutableArray<double?> spread = Scatter.OfCells(problem);
        ImmutableArray<double> deviations = [.. spread.Select(one => one ?? 1)];
        Random starts = _streams("starts");
        double[] point = LeastSquares.Search(problem, deviations, _settings.Starts, starts);
        for (int round = 0; round < Rounds; round++)
        {
            deviations = Scatter.Left(problem, point, spread);
            point = LeastSquares.Refine(problem, deviations, point);
        }

        return (point, Scatter.Left(problem, point, spread));
    }

    private static FitResult Summarize(
        FitProblem problem,
        double[] point,
        ImmutableArray<double> deviations,
        Sensitivity sensitivity,
        ImmutableArray<double[]> resampled
    )
    {
        ImmutableArray<FitParameter> parameters = problem.Plan.Parameters;
        ImmutableArray<double> values = problem.Values(point);
        Matrix<double> covariance = sensitivity.Covariance();
        bool[] isKnown = [.. parameters.Select((_, i) => Identifiability.IsKnown(sensitivity, i))];
        double reach = Scatter.Reach(problem, deviations);
        return new FitResult
        {
            Plan = problem.Plan,
            Runs = problem.Runs.Length,
            Estimates = [.. parameters.Select((_, i) => Estimate(i))],
            Correlations =
            [
                .. parameters.Select(
                    (_, i) =>
                        (ImmutableArray<double?>)
                            [
                                .. parameters.Select(
                                    (_, j) =>
                                        isKnown[i] && isKnown[j]
                                            ? covariance[i, j]
                                                / Math.Sqrt(covariance[i, i] * covariance[j, j])
                                            : (double?)null
                                ),
                            ]
                ),
            ],
            Deviations = deviations,
            Residuals = ResidualList.Of(problem, point, deviations),
            Errors = [],
            Aicc = Criteria.Aicc(problem, point),
            Bic = Criteria.Bic(problem, point),
            Warnings = [.. Identifiability.Warnings(problem, point, sensitivity)],
            Range = ValidityRange.Of(problem.Runs.Select(run => run.Inputs)),
        };

        ParameterEstimate Estimate(int i)
        {
            double width = parameters[i].To - parameters[i].From;
            double? error = isKnown[i] ? width * Math.Sqrt(covariance[i, i]) : null;
            double[] drawn = [.. resampled.Select(one => problem.Values(one)[i]).Order()];
            bool any = drawn.Length > 1;
            return new ParameterEstimate(
                parameters[i],
                values[i],
                error,
                values[i] - (reach * error),
                values[i] + (reach * error),
                any ? drawn.Quantile(0.025) : null,
                any ? drawn.Quantile(0.975) : null
            );
        }
    }

    private static void Check(string campaign, FitProblem problem)
    {
        FitPlan plan = problem.Plan;
        string place = $"{campaign}, fit {plan.Name}";
        int needed = problem.Dimensions + 1;
        if (problem.Measurements.Length < needed)
        {
            string expected =
                $"at least {needed} measured values for {problem.Dimensions} parameters";
            string found = $"{problem.Measurements.Length}";
            throw new InputException([new InputError(place, 0, 0, expected, found)]);
        }

        for (int m = 0; m < plan.Metrics.Length; m++)
        {
            if (problem.Measurements.All(one => one.Metric != m))
            {
                string expected = $"runs in which {plan.Metrics[m].Name} was measured";
                throw new InputException([
                    new InputError(place, 0, 0, expected, "it is null in all of them"),
                ]);
            }
        }
    }
}
