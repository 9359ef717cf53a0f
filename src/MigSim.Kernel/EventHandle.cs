namespace MigSim.Kernel;

/// <summary>A scheduled event; the default value stands for none.</summary>
/// <remarks>A handle outlives its event: cancelling it then does nothing.</remarks>
public readonly record struct EventHandle
{
    internal EventHandle(int slot, ulong rank)
    {
        Slot = slot;
        Rank = rank;
    }

    /// <summary>Gets a value indicating whether this is the default, no event at all.</summary>
    public bool IsNone => Slot == 0;

    internal int Slot { get; }

    internal ulong Rank { get; }
}
