using System.Collections.Immutable;
using MigSim.Calibration.Fitting;

namespace MigSim.Calibration.Campaigns;

/// <summary>Runs of a campaign that one model predicts.</summary>
/// <param name="Name">What they are called.</param>
/// <param name="Model">The model: <c>migration</c>, <c>law</c> or <c>scenario</c>.</param>
/// <param name="ModelFile">The profile or scenario that the model needs; null if it needs none.</param>
/// <param name="Inputs">What is set, with where it is read from.</param>
/// <param name="Runs">The runs.</param>
public sealed record CampaignData(
    string Name,
    string Model,
    string? ModelFile,
    ImmutableArray<ColumnSource> Inputs,
    ImmutableArray<CampaignRun> Runs
)
{
    /// <summary>
    /// Gets, for the model <c>scenario</c>, the columns of cases that the constants depend on: a promoted file says their range.
    /// </summary>
    public ImmutableArray<string> Range { get; init; } = [];

    /// <summary>Gets the runs that a fit uses.</summary>
    public IEnumerable<CampaignRun> FittedBy(FitPlan plan) =>
        Runs.Where(run => plan.Fitted.IsEmpty || plan.Fitted.Contains(run.Group));
}
