using System.Globalization;

namespace MigSim.Units;

/// <summary>A rate of data, in bits per second.</summary>
public readonly record struct DataRate : IComparable<DataRate>
{
    private DataRate(double bitsPerSecond) => BitsPerSecond = bitsPerSecond;

    /// <summary>Gets the number of bits per second.</summary>
    public double BitsPerSecond { get; }

    /// <summary>Gets the number of bytes per second.</summary>
    public double BytesPerSecond => BitsPerSecond / 8;

    /// <summary>Gets the number of megabits (10^6 bits) per second.</summary>
    public double MegabitsPerSecond => BitsPerSecond / 1e6;

    /// <summary>Converts a number of bits per second.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rate is negative or no number.</exception>
    public static DataRate FromBitsPerSecond(double bits)
    {
        if (!(bits >= 0) || double.IsInfinity(bits))
        {
            throw new ArgumentOutOfRangeException(nameof(bits), bits, "A rate is 0 or more.");
        }

        return new DataRate(bits);
    }

    /// <summary>Converts a number of megabits (10^6 bits) per second.</summary>
    public static DataRate FromMegabitsPerSecond(double megabits) =>
        FromBitsPerSecond(megabits * 1e6);

    /// <summary>Converts a number of gigabits (10^9 bits) per second.</summary>
    public static DataRate FromGigabitsPerSecond(double gigabits) =>
        FromBitsPerSecond(gigabits * 1e9);

    /// <inheritdoc/>
    public int CompareTo(DataRate other) => BitsPerSecond.CompareTo(other.BitsPerSecond);

    /// <summary>Writes the rate with its decimal unit, as in 1 Gbit/s.</summary>
    public override string ToString() =>
        BitsPerSecond switch
        {
            >= 1e9 => string.Create(CultureInfo.InvariantCulture, $"{BitsPerSecond / 1e9} Gbit/s"),
            >= 1e6 => string.Create(CultureInfo.InvariantCulture, $"{BitsPerSecond / 1e6} Mbit/s"),
            >= 1e3 => string.Create(CultureInfo.InvariantCulture, $"{BitsPerSecond / 1e3} kbit/s"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{BitsPerSecond} bit/s"),
        };
}
