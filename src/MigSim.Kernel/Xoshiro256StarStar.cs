using System.Buffers.Binary;
using System.Numerics;

namespace MigSim.Kernel;

/// <summary>The generator xoshiro256** of Blackman and Vigna, with state from SplitMix64.</summary>
/// <remarks>
/// All virtual members are overridden: the base class promises no sequence across versions.
/// </remarks>
internal sealed class Xoshiro256StarStar : Random
{
    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;

    public Xoshiro256StarStar(ulong seed)
    {
        const ulong Step = 0x9E37_79B9_7F4A_7C15;
        unchecked
        {
            _s0 = StableHash.Mix(seed);
            _s1 = StableHash.Mix(seed + Step);
            _s2 = StableHash.Mix(seed + (2 * Step));
            _s3 = StableHash.Mix(seed + (3 * Step));
        }
    }

    public override int Next() => Next(int.MaxValue);

    public override int Next(int maxValue) => Next(0, maxValue);

    public override int Next(int minValue, int maxValue) => (int)NextInt64(minValue, maxValue);

    public override long NextInt64() => NextInt64(long.MaxValue);

    public override long NextInt64(long maxValue) => NextInt64(0, maxValue);

    public override long NextInt64(long minValue, long maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minValue, maxValue);
        unchecked
        {
            var range = (ulong)maxValue - (ulong)minValue;
            return range <= 1 ? minValue : minValue + (long)Below(range);
        }
    }

    public override double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    public override float NextSingle() => (NextBits() >> 40) * (1.0f / (1U << 24));

    public override void NextBytes(byte[] buffer)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        NextBytes(buffer.AsSpan());
    }

    public override void NextBytes(Span<byte> buffer)
    {
        while (buffer.Length >= sizeof(ulong))
        {
            BinaryPrimitives.WriteUInt64LittleEndian(buffer, NextBits());
            buffer = buffer[sizeof(ulong)..];
        }

        if (buffer.Length > 0)
        {
            Span<byte> last = stackalloc byte[sizeof(ulong)];
            BinaryPrimitives.WriteUInt64LittleEndian(last, NextBits());
            last[..buffer.Length].CopyTo(buffer);
        }
    }

    protected override double Sample() => NextDouble();

    // Lemire's method: the high word of a product is uniform once the few low words that would
    // make some results more likely are refused.
    private ulong Below(ulong range)
    {
        var high = Math.BigMul(NextBits(), range, out var low);
        if (low < range)
        {
            var refused = unchecked(0UL - range) % range;
            while (low < refused)
            {
                high = Math.BigMul(NextBits(), range, out low);
            }
        }

        return high;
    }

    private ulong NextBits()
    {
        unchecked
        {
            var result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
            var shifted = _s1 << 17;
            _s2 ^= _s0;
            _s3 ^= _s1;
            _s1 ^= _s2;
            _s0 ^= _s3;
            _s2 ^= shifted;
            _s3 = BitOperations.RotateLeft(_s3, 45);
            return result;
        }
    }
}
