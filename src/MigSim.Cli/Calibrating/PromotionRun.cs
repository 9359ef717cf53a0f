using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using MigSim.Calibration.Campaigns;
using MigSim.Calibration.Fitting;
using MigSim.Calibration.Promotion;
using MigSim.Cli.Running;
using MigSim.Experiments.Input;
using MigSim.Reporting.Folders;

namespace MigSim.Cli.Calibrating;

/// <summary>One call of <c>migsim calibrate promote</c>.</summary>
internal sealed class PromotionRun(
    CliEnvironment environment,
    string folder,
    string? fit,
    string? output
)
{
    /// <summary>Does it all.</summary>
    /// <returns>The exit code of the program.</returns>
    public int Execute()
    {
        Campaign campaign = Campaign.Load(folder);
        ImmutableArray<FitPlan> plans =
        [
            .. FitModels
                .Choose(campaign, fit)
                .Where(plan => fit is not null || plan.PromotesTo is not null),
        ];
        if (plans.Length != 1)
        {
            throw Wrong(campaign.Name, "--fit with one fit", $"{plans.Length} that could be meant");
        }

        FitPlan chosen = plans[0];
        string target =
            output
            ?? (
                chosen.PromotesTo is { } named
                    ? Target(campaign, named)
                    : throw Wrong(campaign.Name, "--output, or 'promotes_to' of the fit", "neither")
            );
        string fitPath = campaign.PathOf(chosen);
        if (!File.Exists(fitPath))
        {
            throw Wrong(fitPath, "a fit; make it with 'migsim calibrate fit'", "no such file");
        }

        // What is not there yet begins as the file that the runs were predicted with.
        string from = File.Exists(target) ? target : Base(campaign, chosen, target);
        byte[] bytes = File.ReadAllBytes(fitPath);
        string date = DateTimeOffset.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        string text = FitPromotion.Write(
            campaign,
            chosen,
            bytes,
            from,
            File.ReadAllText(from),
            date,
            FittedInputs.Of(environment, campaign.DataOf(chosen), chosen)
        );
        OutputException.Guard(
            target,
            ExitCode.InputWrong,
            () =>
            {
                StagedFile.Write(target, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
                return true;
            }
        );
        environment.Output.WriteLine(
            $"{target} has the constants of {campaign.Name}, fit {chosen.Name}, {FitPromotion.Short(bytes)}"
        );
        return ExitCode.Done;
    }

    // As people would write it.
    private static string Target(Campaign campaign, string named) =>
        Path.GetRelativePath(".", Path.Combine(campaign.Folder, named));

    private static string Base(Campaign campaign, FitPlan plan, string target)
    {
        CampaignData data = campaign.DataOf(plan);
        return data.Model == "migration"
            ? data.ModelFile!
            : throw Wrong(target, "a file with the constants", "no such file");
    }

    private static InputException Wrong(string place, string expected, string found) =>
        new([new InputError(place, 0, 0, expected, found)]);
}
