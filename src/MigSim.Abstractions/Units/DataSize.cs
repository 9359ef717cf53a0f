using System.Globalization;

namespace MigSim.Units;

/// <summary>An amount of data, in whole bytes.</summary>
public readonly record struct DataSize : IComparable<DataSize>
{
    /// <summary>The size of a guest page, as all x86 hypervisors copy it: 4 KiB.</summary>
    public const int PageBytes = 4096;

    private DataSize(long bytes) => Bytes = bytes;

    /// <summary>Gets nothing: 0 bytes.</summary>
    public static DataSize Zero => default;

    /// <summary>Gets the number of bytes.</summary>
    public long Bytes { get; }

    /// <summary>Gets the number of whole 4 KiB guest pages that hold this size.</summary>
    public long Pages => (Bytes / PageBytes) + (Bytes % PageBytes == 0 ? 0 : 1);

    /// <summary>Gets the size in MiB (2^20 bytes).</summary>
    public double Mebibytes => Bytes / (1024.0 * 1024.0);

    /// <summary>Converts a number of bytes.</summary>
    public static DataSize FromBytes(long bytes) => new(bytes);

    /// <summary>Converts a number of KiB (2^10 bytes), rounded to whole bytes.</summary>
    public static DataSize FromKibibytes(double kibibytes) => Rounded(kibibytes * 1024);

    /// <summary>Converts a number of MiB (2^20 bytes), rounded to whole bytes.</summary>
    public static DataSize FromMebibytes(double mebibytes) => Rounded(mebibytes * 1024 * 1024);

    /// <summary>Converts a number of 4 KiB guest pages.</summary>
    public static DataSize FromPages(long pages) => new(pages * PageBytes);

    /// <summary>Adds two sizes.</summary>
    public static DataSize operator +(DataSize left, DataSize right) =>
        new(left.Bytes + right.Bytes);

    /// <summary>Subtracts a size from another; the difference may be negative.</summary>
    public static DataSize operator -(DataSize left, DataSize right) =>
        new(left.Bytes - right.Bytes);

    /// <summary>Gets the time that a size takes at a rate, rounded to 100 ns.</summary>
    /// <exception cref="OverflowException">It takes longer than a <see cref="TimeSpan"/>.</exception>
    public static TimeSpan operator /(DataSize size, DataRate rate) =>
        new(checked((long)Math.Round(size.Bytes / rate.BytesPerSecond * TimeSpan.TicksPerSecond)));

    /// <summary>Compares two sizes.</summary>
    public static bool operator <(DataSize left, DataSize right) => left.Bytes < right.Bytes;

    /// <summary>Compares two sizes.</summary>
    public static bool operator >(DataSize left, DataSize right) => left.Bytes > right.Bytes;

    /// <summary>Compares two sizes.</summary>
    public static bool operator <=(DataSize left, DataSize right) => left.Bytes <= right.Bytes;

    /// <summary>Compares two sizes.</summary>
    public static bool operator >=(DataSize left, DataSize right) => left.Bytes >= right.Bytes;

    /// <inheritdoc/>
    public int CompareTo(DataSize other) => Bytes.CompareTo(other.Bytes);

    /// <summary>Writes the size with the largest binary unit that divides it, as in 128 MiB.</summary>
    public override string ToString()
    {
        (long unit, string name) = Bytes switch
        {
            0 => (1, "B"),
            _ when Bytes % (1L << 30) == 0 => (1L << 30, "GiB"),
            _ when Bytes % (1L << 20) == 0 => (1L << 20, "MiB"),
            _ when Bytes % (1L << 10) == 0 => (1L << 10, "KiB"),
            _ => (1, "B"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{Bytes / unit} {name}");
    }

    private static DataSize Rounded(double bytes) => new(checked((long)Math.Round(bytes)));
}
