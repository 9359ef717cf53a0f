using MigSim.Calibration.Campaigns;

namespace MigSim.Calibration.Planning;

/// <summary>A run that is proposed.</summary>
/// <param name="Run">The run.</param>
/// <param name="Seconds">What it takes, with its overhead.</param>
/// <param name="Volume">
/// What is left of the volume of the parameters' joint interval after it, as a share of what it was before.
/// </param>
public sealed record PlannedRun(CampaignRun Run, double Seconds, double Volume);
