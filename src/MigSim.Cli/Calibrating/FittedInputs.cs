using System.Collections.Immutable;
using MigSim.Calibration.Campaigns;
using MigSim.Calibration.Fitting;
using MigSim.Experiments.Calibrations;
using MigSim.Experiments.Input;
using MigSim.Experiments.Scenarios;

namespace MigSim.Cli.Calibrating;

/// <summary>The inputs of the runs of a fit, of which a promoted file says the range.</summary>
internal static class FittedInputs
{
    /// <summary>Gets the inputs of each run by their column; none if the range is not to be said.</summary>
    public static ImmutableArray<IReadOnlyDictionary<string, string>> Of(
        CliEnvironment environment,
        CampaignData data,
        FitPlan plan
    ) =>
        data.Model switch
        {
            "migration" => [.. data.FittedBy(plan).Select(run => run.Inputs)],
            "scenario" when !data.Range.IsEmpty =>
            [
                .. data.FittedBy(plan).SelectMany(run => OfMachines(environment, data, run)),
            ],
            _ => [],
        };

    private static IEnumerable<IReadOnlyDictionary<string, string>> OfMachines(
        CliEnvironment environment,
        CampaignData data,
        CampaignRun run
    )
    {
        ImmutableArray<string> sets = [.. run.Inputs.Select(input => $"{input.Key}={input.Value}")];
        Study study = environment.LoadScenario(
            data.ModelFile!,
            sets,
            null,
            ScenarioFile.PointsUsual
        );
        foreach (Scenario point in study.Points)
        {
            foreach (Machine machine in point.Machines)
            {
                var all = ScenarioInputs.Of(point, machine);
                yield return data.Range.ToImmutableSortedDictionary(
                    name => name,
                    name => all.GetValueOrDefault(name) ?? throw Unknown(data, name, all.Keys)
                );
            }
        }
    }

    private static InputException Unknown(
        CampaignData data,
        string name,
        IEnumerable<string> known
    ) =>
        new([
            new InputError(
                $"range of {data.Name}",
                0,
                0,
                string.Join(", ", known.Order(StringComparer.Ordinal)),
                $"'{name}'",
                Nearest.Of(name, known)
            ),
        ]);
}
