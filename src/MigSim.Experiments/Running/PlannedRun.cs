using MigSim.Experiments.Scenarios;

namespace MigSim.Experiments.Running;

/// <summary>One run of a study that is still to be made.</summary>
/// <param name="Scenario">What to run.</param>
/// <param name="Seed">The number that fixes all randomness.</param>
public sealed record PlannedRun(Scenario Scenario, ulong Seed);
