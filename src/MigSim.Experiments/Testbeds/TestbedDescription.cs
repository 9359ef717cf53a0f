using System.Collections.Immutable;
using MigSim.Experiments.Input.Axes;
using MigSim.Units;

namespace MigSim.Experiments.Testbeds;

/// <summary>A lab, as a file in <c>models/testbeds</c> describes it.</summary>
public sealed record TestbedDescription
{
    /// <summary>Gets the lab's name: its file's, without the ending.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the whole path of its file.</summary>
    public required string Path { get; init; }

    /// <summary>Gets the digest of its file.</summary>
    public required string Digest { get; init; }

    /// <summary>Gets what it is made of.</summary>
    public required TestbedKind Kind { get; init; }

    /// <summary>Gets its hosts and links; scenarios that run on it have no others.</summary>
    public required Platform Platform { get; init; }

    /// <summary>Gets what runs its machines.</summary>
    public required LabHypervisor Hypervisor { get; init; }

    /// <summary>Gets after how long a run is broken off and healed, set-up included.</summary>
    public required TimeSpan TimeLimit { get; init; }

    /// <summary>Gets how long the probe goes on after the machine runs on its new host.</summary>
    public required TimeSpan ProbeAfter { get; init; }

    /// <summary>Gets the memory of a host; of nested Xen only.</summary>
    public DataSize? NodeMemory { get; init; }

    /// <summary>Gets how physical hosts are reached; of <see cref="TestbedKind.Ssh"/> only.</summary>
    public SshLab? Ssh { get; init; }

    /// <summary>Gets what it changes in every scenario, before the command line does.</summary>
    internal ImmutableArray<Override> Overrides { get; init; } = [];
}
