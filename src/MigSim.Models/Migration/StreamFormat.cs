using MigSim.Units;

namespace MigSim.Models.Migration;

/// <summary>What pages cost in a migration stream.</summary>
public sealed record StreamFormat
{
    /// <summary>Gets pages without any header, and zero pages sent in full.</summary>
    public static StreamFormat Plain { get; } = new() { ZeroPage = 4096 };

    /// <summary>Gets a page in the stream, in bytes: its content and its header.</summary>
    public double Page { get; init; } = 4096;

    /// <summary>Gets a page of zeros in the stream, in bytes.</summary>
    public double ZeroPage { get; init; } = 9;

    /// <summary>Gets the time to look at a page besides sending it, in seconds.</summary>
    public double PageScan { get; init; }

    /// <summary>Gets the time to find that a page holds but zeros, in seconds.</summary>
    public double ZeroPageScan { get; init; }

    /// <summary>Gets the format for pages of another size than 4096 bytes.</summary>
    public StreamFormat WithPageBytes(double pageBytes)
    {
        double more = pageBytes - DataSize.PageBytes;
        bool isZeroFull = ZeroPage >= DataSize.PageBytes;
        return this with { Page = Page + more, ZeroPage = ZeroPage + (isZeroFull ? more : 0) };
    }

    /// <summary>Gets what pages take in the stream, in bytes.</summary>
    public double Bytes(double pages, double zeroPages) => (pages * Page) + (zeroPages * ZeroPage);

    /// <summary>Gets the time to look at pages, in seconds.</summary>
    public double ScanSeconds(double pages, double zeroPages) =>
        (pages * PageScan) + (zeroPages * ZeroPageScan);
}
