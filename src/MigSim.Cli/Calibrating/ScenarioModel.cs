using System.Collections.Immutable;
using MigSim.Calibration.Campaigns;
using MigSim.Calibration.Fitting;
using MigSim.Experiments;
using MigSim.Experiments.Input;
using MigSim.Experiments.Reports;
using MigSim.Experiments.Scenarios;

namespace MigSim.Cli.Calibrating;

/// <summary>
/// The simulator as a model: the inputs and the parameters of a run are values of a scenario, by their paths. The seed
/// is always the same, so that the metrics change with the parameters alone.
/// </summary>
internal sealed class ScenarioModel(CliEnvironment environment, string scenario, FitPlan plan)
    : IRunModel
{
    private const ulong Seed = 1;

    // A scenario knows no shorter duration above 0.
    private const double SecondsMin = 100e-9;

    // Durations are kept in steps of 100 ns, so close points are the same run.
    private readonly Dictionary<string, ImmutableSortedDictionary<string, double?>> _known = new(
        StringComparer.Ordinal
    );

    /// <inheritdoc/>
    public ImmutableArray<ImmutableArray<double?>> Predict(
        ImmutableArray<CampaignRun> runs,
        ImmutableArray<string> metrics,
        ImmutableSortedDictionary<string, double> constants
    )
    {
        ImmutableArray<string> parameters =
        [
            .. plan.Parameters.SelectMany(parameter =>
                parameter.Paths.Select(path => $"{path}={Write(parameter.Unit, constants[path])}")
            ),
        ];
        return
        [
            .. runs.Select(run =>
            {
                ImmutableSortedDictionary<string, double?> found = Run([
                    .. parameters,
                    .. run.Inputs.Select(input => $"{input.Key}={input.Value}"),
                ]);
                return (ImmutableArray<double?>)[.. metrics.Select(metric => Value(found, metric))];
            }),
        ];
    }

    private static string Write(MeasureUnit unit, double value) =>
        unit.Write(unit.Kind == UnitKind.Time && value < SecondsMin ? 0 : value);

    private ImmutableSortedDictionary<string, double?> Run(ImmutableArray<string> overrides)
    {
        string key = string.Join('\n', overrides);
        if (!_known.TryGetValue(key, out var metrics))
        {
            Study study = environment.LoadScenario(
                scenario,
                overrides,
                null,
                ScenarioFile.PointsUsual
            );
            if (study.Points.Length != 1)
            {
                string expected = "inputs that leave one point of the scenario";
                string found = $"{study.Points.Length} points";
                throw new InputException([new InputError(scenario, 0, 0, expected, found)]);
            }

            using IBackend backend = environment.CreateSimulation();
            metrics = backend.Run(study.Points[0], Seed, null, default).Report.Metrics;
            _known.Add(key, metrics);
        }

        return metrics;
    }

    private double? Value(ImmutableSortedDictionary<string, double?> metrics, string name) =>
        metrics.TryGetValue(name, out double? value)
            ? value
            : throw new InputException([
                new InputError(
                    scenario,
                    0,
                    0,
                    "a metric of the scenario",
                    $"'{name}'",
                    Nearest.Of(name, metrics.Keys)
                ),
            ]);
}
