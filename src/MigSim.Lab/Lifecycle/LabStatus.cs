using System.Collections.Immutable;

namespace MigSim.Lab.Lifecycle;

/// <summary>What is there of a lab.</summary>
/// <param name="IsUp">Whether it can be used.</param>
/// <param name="Hosts">Its hosts, in order; empty if nothing is there.</param>
public sealed record LabStatus(bool IsUp, ImmutableArray<LabHostStatus> Hosts);
