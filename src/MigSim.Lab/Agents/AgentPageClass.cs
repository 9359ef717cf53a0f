namespace MigSim.Lab.Agents;

/// <summary>Pages of 4 KiB that are rewritten equally often, at random.</summary>
/// <param name="Pages">How many there are.</param>
/// <param name="RewritesPerSecond">How often each is written, on average.</param>
public sealed record AgentPageClass(long Pages, double RewritesPerSecond);
