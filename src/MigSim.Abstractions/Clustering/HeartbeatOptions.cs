using System.Collections.Immutable;
using MigSim.Provenance;

namespace MigSim.Clustering;

/// <summary>
/// A cluster manager's times, named as in Heartbeat's <c>ha.cf</c>, and the delays of its scripts.
/// </summary>
public sealed record HeartbeatOptions
{
    /// <summary>Gets the time between two beats of a member; positive.</summary>
    public required TimeSpan KeepAlive { get; init; }

    /// <summary>Gets after how long a beat is called late.</summary>
    public required TimeSpan WarnTime { get; init; }

    /// <summary>Gets after how long a silent member is declared dead; above the time to warn.</summary>
    public required TimeSpan DeadTime { get; init; }

    /// <summary>Gets the time to declare dead a member that was never heard of.</summary>
    public required TimeSpan InitDead { get; init; }

    /// <summary>Gets the network that carries the beats; one of their own by default.</summary>
    public NetworkName Network { get; init; } = NetworkName.Heartbeat;

    /// <summary>Gets in which order a member gives up and takes over machines; Heartbeat's by default.</summary>
    public TakeoverOrder Order { get; init; }

    /// <summary>Gets the delays of the daemon's own scripts.</summary>
    public required HeartbeatDelays Delays { get; init; }

    /// <summary>Gets where each constant comes from.</summary>
    public required ImmutableArray<Constant> Constants { get; init; }
}
