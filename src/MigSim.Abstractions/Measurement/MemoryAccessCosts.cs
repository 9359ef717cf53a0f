using MigSim.Units;

namespace MigSim.Measurement;

/// <summary>What it costs to touch every page of a block of memory once.</summary>
/// <remarks>Model card: <c>models/cards/memory-access.md</c>.</remarks>
public sealed record MemoryAccessCosts
{
    /// <summary>Gets the time of a call that touches nothing.</summary>
    public required TimeSpan Call { get; init; }

    /// <summary>
    /// Gets the time of one page walk whose table entry the first-level cache holds, in nanoseconds.
    /// </summary>
    public required double WalkNanoseconds { get; init; }

    /// <summary>Gets what a call takes longer in a virtual machine, whatever the memory.</summary>
    public required TimeSpan Virtual { get; init; }

    /// <summary>Gets the size of the first-level data cache.</summary>
    public required DataSize FirstLevel { get; init; }

    /// <summary>Gets the size of an entry of the page table.</summary>
    public required DataSize TableEntry { get; init; }

    /// <summary>Gets the levels of the page table, at least 1.</summary>
    public required int TableLevels { get; init; }

    /// <summary>Gets the latency of the first-level cache, in clocks.</summary>
    public required double FirstLevelClocks { get; init; }

    /// <summary>Gets the latency of the second-level cache, in clocks.</summary>
    public required double SecondLevelClocks { get; init; }
}
