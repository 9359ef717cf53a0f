using System.Collections.Immutable;
using MigSim.Calibration.Campaigns;
using MigSim.Calibration.Fitting;
using MigSim.Cli.Calibrating;

namespace MigSim.Cli.Tests;

/// <summary>The simulator as what a fit varies.</summary>
public sealed class ScenarioModelTests
{
    // What an optimizer tries at a bound of 0 is not 0, but shorter than any duration of a scenario.
    [Fact]
    public void Predict_DurationBelowTheClocksStep_IsThatOfNone()
    {
        var campaign = Campaign.Load(
            Path.Combine(MigSimProcess.Root, "calibration/campaigns/virtual-lab-quiet")
        );
        FitPlan plan = campaign.Fits.Single();
        CampaignData data = campaign.DataOf(plan);
        using var output = new StringWriter();
        IRunModel model = FitModels.Of(SimulatedEnvironment.Create(output), data, plan);

        double? At(double seconds) =>
            model.Predict(
                [data.Runs[0]],
                ["migration.x0.total_ms"],
                plan.Parameters.Single()
                    .Paths.ToImmutableSortedDictionary(path => path, _ => seconds)
            )[0][0];

        Assert.Equal(At(0), At(2.2e-16));
        Assert.Equal(At(0) + 100, At(0.1));
    }
}
