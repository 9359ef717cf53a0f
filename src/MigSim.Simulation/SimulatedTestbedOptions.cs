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

    /// <summary>Gets the cluster manager's times.</summary>
    public required HeartbeatOptions Cluster { get; init; }

    /// <summary>Gets what the cluster manager moves.</summary>
    public required ImmutableArray<ClusterResource> Resources { get; init; }

    /// <summary>Gets seed, horizon and limits.</summary>
    public required SimulationOptions Simulation { get; init; }
}
