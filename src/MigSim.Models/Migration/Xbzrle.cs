namespace MigSim.Models.Migration;

/// <summary>
/// Pages that were sent before are sent as their difference, if the source still remembers them.
/// </summary>
/// <remarks>Source: qemu/qemu, <c>migration/ram.c</c>. It is used after the first pass.</remarks>
/// <param name="CachePages">How many pages the source remembers.</param>
/// <param name="DeltaBytes">What a difference takes in the stream, in bytes.</param>
/// <param name="EncodeSeconds">The time to find it.</param>
public sealed record Xbzrle(double CachePages, double DeltaBytes, double EncodeSeconds)
{
    /// <summary>Gets what pages cost that were sent before.</summary>
    /// <param name="format">What they cost in full.</param>
    /// <param name="dirtyPages">How many there are.</param>
    internal StreamFormat Of(StreamFormat format, double dirtyPages)
    {
        double remembered = dirtyPages <= CachePages ? 1 : CachePages / dirtyPages;
        return format with
        {
            Page = (remembered * DeltaBytes) + ((1 - remembered) * format.Page),
            PageScan = format.PageScan + EncodeSeconds,
        };
    }
}
