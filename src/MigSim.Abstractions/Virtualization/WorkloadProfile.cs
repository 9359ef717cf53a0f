using System.Collections.Immutable;
using MigSim.Units;

namespace MigSim.Virtualization;

/// <summary>What a guest does while it runs, as read from <c>models/workloads</c>.</summary>
/// <param name="Name">The name of the profile.</param>
/// <param name="CpuShare">Busy virtual processors, 0 or more.</param>
/// <param name="Writes">What its load writes, in classes of pages that are rewritten equally often; a lab's guest is told to.</param>
public sealed record WorkloadProfile(string Name, double CpuShare, ImmutableArray<PageClass> Writes)
{
    /// <summary>Gets what its system writes by itself, whatever its load: kernel and services. A lab's guest does so unasked.</summary>
    public ImmutableArray<PageClass> SystemWrites { get; init; } = [];

    /// <summary>Gets all that is written, by the system and by the load.</summary>
    public ImmutableArray<PageClass> AllWrites => [.. SystemWrites, .. Writes];

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
            ? Math.Max(0, memory.Pages - content.Pages - AllWrites.Sum(written => written.Pages))
            : 0;
}
