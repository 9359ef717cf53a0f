using System.Collections.Immutable;
using MigSim.Clustering;
using MigSim.Kernel;
using MigSim.Models.Migration;
using MigSim.Virtualization;

namespace MigSim.Simulation;

/// <summary>What a simulated testbed is made of.</summary>
public sealed record SimulatedTestbedOptions
{
    /// <summary>Gets the hosts and links.</summary>
    public required Platform Platform { get; init; }

    /// <summary>Gets the hypervisor's constants.</summary>
    public required HypervisorProfile Hypervisor { get; init; }

    /// <summary>Gets the migration engines by the names that machines give.</summary>
    public ImmutableSortedDictionary<string, EngineProfile> Engines { get; init; } =
        MigrationEngines.Profiles;

    /// <summary>Gets the cluster manager's times; null where there is no cluster.</summary>
    public HeartbeatOptions? Cluster { get; init; }

    /// <summary>Gets what the cluster manager moves.</summary>
    public ImmutableArray<ClusterResource> Resources { get; init; } = [];

    /// <summary>Gets the busy processors of what runs on hosts themselves; none by default.</summary>
    public ImmutableSortedDictionary<HostName, double> OwnWork { get; init; } =
        ImmutableSortedDictionary<HostName, double>.Empty;

    /// <summary>Gets seed, horizon and limits.</summary>
    public required SimulationOptions Simulation { get; init; }
}
