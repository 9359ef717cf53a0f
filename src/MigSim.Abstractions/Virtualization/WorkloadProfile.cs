using System.Collections.Immutable;
using MigSim.Units;

namespace MigSim.Virtualization;

/// <summary>What a guest does while it runs, as read from <c>models/workloads</c>.</summary>
/// <param name="Name">The name of the profile.</param>
/// <param name="CpuShare">Busy virtual processors, 0 or more.</param>
/// <param name="Writes">Its memory, in classes of pages that are rewritten equally often.</param>
public sealed record WorkloadProfile(string Name, double CpuShare, ImmutableArray<PageClass> Writes)
{
    /// <summary>Gets the packets that it sends and receives in a second, 0 or more.</summary>
    public double PacketsPerSecond { get; init; }

    /// <summary>
    /// Gets the memory that holds something and is only read; what is neither that nor written is zeros. Null if all memory holds
    /// something.
    /// </summary>
    public DataSize? ReadOnly { get; init; }

    /// <summary>Gets how many pages of a machine with so much memory hold nothing but zeros.</summary>
    public long ZeroPages(DataSize memory) =>
        ReadOnly is { } content
            ? Math.Max(0, memory.Pages - content.Pages - Writes.Sum(written => written.Pages))
            : 0;
}
