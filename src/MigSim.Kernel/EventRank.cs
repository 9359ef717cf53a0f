namespace MigSim.Kernel;

/// <summary>Order and sequence of an event, and its slot, in one comparable number.</summary>
/// <remarks>
/// Order takes the upper two bits and sequence the next forty, so that comparing ranks compares
/// (order, sequence); the slot never decides, because no two events have the same sequence. One
/// number in place of three makes a node of the queue with its four children fit a cache line.
/// To shuffle ties, the sequence is replaced by a permutation of it: a hash alone could collide.
/// </remarks>
internal readonly struct EventRank(TieBreaking tieBreaking, ulong seed)
{
    /// <summary>The largest slot, and so about the most events pending: 4 million.</summary>
    public const int SlotMax = (1 << SlotBits) - 1;

    /// <summary>The largest sequence, and so the most events of a run: 1.1 million million.</summary>
    public const long SequenceMax = (1L << SequenceBits) - 1;

    private const int SlotBits = 22;
    private const int SequenceBits = 40;

    private readonly bool _shuffled = tieBreaking == TieBreaking.SeededShuffle;
    private readonly ulong _offset = StableHash.Mix(seed);

    public ulong Of(EventOrder order, long sequence, int slot)
    {
        var key = _shuffled ? Permute((ulong)sequence) : (ulong)sequence;
        return ((ulong)order << (SlotBits + SequenceBits)) | (key << SlotBits) | (uint)slot;
    }

    /// <summary>Makes a rank that no event has, because there is no fourth order.</summary>
    public static ulong None(int slot) => (3UL << (SlotBits + SequenceBits)) | (uint)slot;

    public static int SlotOf(ulong rank) => (int)(rank & SlotMax);

    /// <summary>Gets what is left without the slot, which is a matter of memory.</summary>
    public static ulong WithoutSlot(ulong rank) => rank >> SlotBits;

    // Each step is a bijection of 40-bit numbers: adding, multiplying by an odd number, and
    // xor with a right shift. The multipliers are those of SplitMix64.
    private ulong Permute(ulong sequence)
    {
        unchecked
        {
            var x = (sequence + _offset) & SequenceMax;
            x = ((x ^ (x >> 20)) * 0xBF58_476D_1CE4_E5B9) & SequenceMax;
            x = ((x ^ (x >> 18)) * 0x94D0_49BB_1331_11EB) & SequenceMax;
            return x ^ (x >> 20);
        }
    }
}
