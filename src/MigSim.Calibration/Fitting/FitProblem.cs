using System.Collections.Immutable;
using MigSim.Calibration.Campaigns;

namespace MigSim.Calibration.Fitting;

/// <summary>Runs, metrics and parameters; points are in the unit cube between the bounds.</summary>
internal sealed class FitProblem
{
    // A run that the model does not end is off by this share of what was measured.
    private const double Missing = 1;
    private readonly IRunModel _model;
    private readonly ImmutableArray<string> _names;

    public FitProblem(FitPlan plan, IRunModel model, ImmutableArray<CampaignRun> runs)
    {
        Plan = plan;
        _model = model;
        Runs = runs;
        _names = [.. plan.Metrics.Select(metric => metric.Name)];
        Measurements =
        [
            .. runs.SelectMany(
                (run, i) =>
                    plan
                        .Metrics.Select(
                            (metric, m) =>
                                (
                                    Value: run.Metrics.GetValueOrDefault(metric.Name),
                                    Metric: m,
                                    metric.IsRelative
                                )
                        )
                        .Where(found => found.Value is not null && run.Completes)
                        .Select(found => new Measurement(
                            i,
                            found.Metric,
                            found.Value!.Value,
                            found.IsRelative ? Math.Abs(found.Value.Value) : 1
                        ))
            ),
        ];
    }

    public FitPlan Plan { get; }

    public ImmutableArray<CampaignRun> Runs { get; }

    public ImmutableArray<Measurement> Measurements { get; }

    public int Dimensions => Plan.Parameters.Length;

    /// <summary>Gets the problem with other runs; a run may be there several times.</summary>
    public FitProblem With(IEnumerable<CampaignRun> runs) => new(Plan, _model, [.. runs]);

    /// <summary>Gets the values of the parameters at a point, in basic units.</summary>
    public ImmutableArray<double> Values(IReadOnlyList<double> point) =>
        [
            .. Plan.Parameters.Select(
                (parameter, i) =>
                    parameter.From + ((parameter.To - parameter.From) * Math.Clamp(point[i], 0, 1))
            ),
        ];

    /// <summary>Predicts all runs at a point.</summary>
    public ImmutableArray<ImmutableArray<double?>> Predict(IReadOnlyList<double> point)
    {
        ImmutableArray<double> values = Values(point);
        var constants = Plan.Fixed.ToBuilder();
        for (int i = 0; i < values.Length; i++)
        {
            foreach (string path in Plan.Parameters[i].Paths)
            {
                constants[path] = values[i];
            }
        }

        return _model.Predict(Runs, _names, constants.ToImmutable());
    }

    /// <summary>Gets what the model is off by, as a share or in the metric's unit, one value a measurement.</summary>
    public double[] Raw(IReadOnlyList<double> point)
    {
        ImmutableArray<ImmutableArray<double?>> predicted = Predict(point);
        return
        [
            .. Measurements.Select(one =>
                predicted[one.Run][one.Metric] is { } value && double.IsFinite(value)
                    ? (value - one.Value) / one.Scale
                    : Missing * Math.Abs(one.Value) / one.Scale
            ),
        ];
    }

    /// <summary>Gets the residuals in units of the standard deviation of their metric.</summary>
    public double[] Weighted(IReadOnlyList<double> point, ImmutableArray<double> deviations) =>
        [.. Raw(point).Select((raw, i) => raw / deviations[Measurements[i].Metric])];
}
