using MigSim.Lab.Agents;

namespace MigSim.Lab.Heartbeat;

/// <summary>What an agent did on a host.</summary>
/// <param name="At">When, since the run began; as exact as the hosts' clocks can be compared.</param>
/// <param name="Host">The host.</param>
/// <param name="Event">What it did.</param>
public sealed record HostEvent(TimeSpan At, HostName Host, AgentEvent Event);
