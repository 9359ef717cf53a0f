namespace MigSim.Kernel;

/// <summary>A scheduled event; the default value stands for none.</summary>
/// <remarks>A handle outlives its event: cancelling it then does nothing.</remarks>
public readonly record struct EventHandle
{
    internal EventHandle(ulong rank) => Rank = rank;

    /// <summary>Gets a value indicating whether this is the default, no event at all.</summary>
    public bool IsNone => Rank == 0;

    internal ulong Rank { get; }
}
