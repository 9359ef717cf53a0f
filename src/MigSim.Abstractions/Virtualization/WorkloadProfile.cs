using System.Collections.Immutable;

namespace MigSim.Virtualization;

/// <summary>What a guest does while it runs, as read from <c>models/workloads</c>.</summary>
/// <param name="Name">The name of the profile.</param>
/// <param name="CpuShare">Busy virtual processors, 0 or more.</param>
/// <param name="Writes">Its memory, in classes of pages that are rewritten equally often.</param>
public sealed record WorkloadProfile(string Name, double CpuShare, ImmutableArray<PageClass> Writes)
{
    /// <summary>Gets the packets that it sends and receives in a second, 0 or more.</summary>
    public double PacketsPerSecond { get; init; }
}
