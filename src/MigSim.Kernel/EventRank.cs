namespace MigSim.Kernel;

/// <summary>Order and sequence of an event in one comparable number.</summary>
/// <remarks>
/// Order takes the upper two bits, so that comparing ranks compares (order, sequence). To shuffle
/// ties, the sequence is replaced by a permutation of it: a hash alone could collide, and then
/// two events would have the same rank.
/// </remarks>
internal readonly struct EventRank(TieBreaking tieBreaking, ulong seed)
{
    private const int SequenceBits = 62;
    private const ulong SequenceMask = (1UL << SequenceBits) - 1;

    /// <summary>A rank that no event has.</summary>
    public const ulong None = ulong.MaxValue;

    private readonly bool _shuffled = tieBreaking == TieBreaking.SeededShuffle;
    private readonly ulong _offset = StableHash.Mix(seed);

    public ulong Of(EventOrder order, long sequence)
    {
        var key = _shuffled ? Permute((ulong)sequence) : (ulong)sequence;
        return ((ulong)order << SequenceBits) | key;
    }

    public static EventOrder OrderOf(ulong rank) => (EventOrder)(rank >> SequenceBits);

    // Each step is a bijection of 62-bit numbers: adding, multiplying by an odd number, and
    // xor with a right shift. The constants are those of SplitMix64.
    private ulong Permute(ulong sequence)
    {
        unchecked
        {
            var x = (sequence + _offset) & SequenceMask;
            x = ((x ^ (x >> 30)) * 0xBF58_476D_1CE4_E5B9) & SequenceMask;
            x = ((x ^ (x >> 27)) * 0x94D0_49BB_1331_11EB) & SequenceMask;
            return x ^ (x >> 31);
        }
    }
}
