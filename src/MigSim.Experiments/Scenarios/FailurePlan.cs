namespace MigSim.Experiments.Scenarios;

/// <summary>What is broken and when.</summary>
/// <param name="At">When, since the run began.</param>
/// <param name="Host">The member that fails.</param>
/// <param name="Kind">How it fails.</param>
public sealed record FailurePlan(TimeSpan At, HostName Host, FailureKind Kind);
