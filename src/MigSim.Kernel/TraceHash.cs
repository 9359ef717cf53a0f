using System.Numerics;

namespace MigSim.Kernel;

/// <summary>A running hash over the key of every event executed.</summary>
/// <remarks>Stable across processes and versions: golden files hold its value.</remarks>
internal struct TraceHash
{
    private const ulong Multiplier = 0x9E37_79B9_7F4A_7C15;

    private ulong _value;

    public readonly ulong Value => _value;

    /// <summary>Adds an event; the rank holds its order and sequence.</summary>
    public void Add(long time, ulong rank)
    {
        unchecked
        {
            var value = (BitOperations.RotateLeft(_value, 23) ^ (ulong)time) * Multiplier;
            _value = (BitOperations.RotateLeft(value, 23) ^ rank) * Multiplier;
        }
    }
}
