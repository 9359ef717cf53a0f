using System.Collections.Immutable;

namespace MigSim.Calibration.Campaigns;

/// <summary>One measured run of a campaign.</summary>
/// <param name="Name">What it is called; once in its data.</param>
/// <param name="Cell">The runs that have the same inputs have the same cell.</param>
/// <param name="Group">What fits and checks choose runs by.</param>
/// <param name="Completes">Whether it came to its end.</param>
/// <param name="Inputs">What was set: numbers in the unit that the name ends with, or words.</param>
/// <param name="Metrics">What was measured, in the unit that the name ends with; null where nothing was.</param>
public sealed record CampaignRun(
    string Name,
    string Cell,
    string Group,
    bool Completes,
    ImmutableSortedDictionary<string, string> Inputs,
    ImmutableSortedDictionary<string, double?> Metrics
);
