using System.Collections.Immutable;
using MigSim.Calibration.Campaigns;
using MigSim.Calibration.Fitting;
using MigSim.Experiments.Input;
using MigSim.Kernel;

namespace MigSim.Cli.Calibrating;

/// <summary>Finds fits, and what predicts their runs.</summary>
internal static class FitModels
{
    /// <summary>Gets the model of some data.</summary>
    public static IRunModel Of(CliEnvironment environment, CampaignData data, FitPlan plan) =>
        data.Model switch
        {
            "migration" => new MigrationModel(data.ModelFile!),
            "scenario" => new ScenarioModel(environment, data.ModelFile!, plan),
            _ => new LawModel(plan.Law),
        };

    /// <summary>Gets the fits that a name means: all without one.</summary>
    public static ImmutableArray<FitPlan> Choose(Campaign campaign, string? name)
    {
        ImmutableArray<FitPlan> plans =
        [
            .. campaign.Fits.Where(plan => name is null || plan.Name == name),
        ];
        if (!plans.IsEmpty)
        {
            return plans;
        }

        string[] names = [.. campaign.Fits.Select(plan => plan.Name)];
        string expected =
            names.Length == 0
                ? "a campaign with fits"
                : $"a fit of the campaign: {string.Join(", ", names)}";
        throw new InputException([
            new InputError(
                campaign.Name,
                0,
                0,
                expected,
                name is null ? "none" : $"'{name}'",
                Nearest.Of(name ?? "", names)
            ),
        ]);
    }

    /// <summary>Gets the random streams of a fit.</summary>
    public static Func<string, Random> Streams(ulong seed, FitPlan plan) =>
        name => new RandomStreams(seed)[$"calibration/{plan.Name}/{name}"];
}
