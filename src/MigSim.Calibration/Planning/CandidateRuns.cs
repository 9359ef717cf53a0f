using System.Collections.Immutable;
using MigSim.Calibration.Campaigns;

namespace MigSim.Calibration.Planning;

/// <summary>Runs that could be made next.</summary>
/// <param name="Fit">The fit whose intervals they shall narrow.</param>
/// <param name="Overhead">What each run takes besides the migration, in seconds.</param>
/// <param name="Runs">The runs, without measurements.</param>
public sealed record CandidateRuns(string Fit, double Overhead, ImmutableArray<CampaignRun> Runs);
