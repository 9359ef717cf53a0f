namespace MigSim.Models.Migration;

/// <summary>
/// The guest's processors are made to sleep when they write faster than a quota, so that reading
/// goes on at full speed.
/// </summary>
/// <remarks>
/// Source: qemu/qemu, <c>system/dirtylimit.c</c>. Its controller settles within a few periods of a
/// second; here the quota holds from the moment at which it is set.
/// </remarks>
/// <param name="PagesPerSecond">The quota.</param>
public sealed record DirtyLimit(double PagesPerSecond)
{
    /// <summary>
    /// Gets the share of what was sent that must have been written anew, twice, to set the quota.
    /// </summary>
    public double Trigger { get; init; } = 0.5;

    /// <summary>Gets how fast a guest runs that writes so many pages in its first second.</summary>
    internal double GuestSpeed(double pagesPerSecond) =>
        pagesPerSecond <= PagesPerSecond ? 1 : PagesPerSecond / pagesPerSecond;
}
