namespace MigSim.Kernel;

/// <summary>Hashes that are the same in every process, on every platform.</summary>
internal static class StableHash
{
    /// <summary>Scrambles a number with the finalizer of SplitMix64, a bijection.</summary>
    public static ulong Mix(ulong value)
    {
        unchecked
        {
            var x = value + 0x9E37_79B9_7F4A_7C15;
            x = (x ^ (x >> 30)) * 0xBF58_476D_1CE4_E5B9;
            x = (x ^ (x >> 27)) * 0x94D0_49BB_1331_11EB;
            return x ^ (x >> 31);
        }
    }

    /// <summary>Hashes the UTF-16 units of a name with FNV-1a, low byte first.</summary>
    public static ulong OfName(string name)
    {
        unchecked
        {
            var hash = 0xCBF2_9CE4_8422_2325UL;
            foreach (var unit in name)
            {
                hash = (hash ^ (byte)unit) * 0x0000_0100_0000_01B3;
                hash = (hash ^ (byte)(unit >> 8)) * 0x0000_0100_0000_01B3;
            }

            return hash;
        }
    }
}
