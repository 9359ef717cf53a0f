using MigSim.Clustering;

namespace MigSim.Agent.Scripts;

/// <summary>What became of a call of a resource script.</summary>
/// <param name="Exit">Its answer.</param>
/// <param name="Reason">Why there is no other answer, if it broke off.</param>
internal readonly record struct ScriptOutcome(ScriptExit Exit, string? Reason);
