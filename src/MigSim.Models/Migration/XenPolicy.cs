namespace MigSim.Models.Migration;

/// <summary>
/// The stop rule of Xen's toolstacks: few pages left, too many passes, or too much sent.
/// </summary>
/// <remarks>
/// Source: xen-project/xen, <c>tools/libxc/xc_domain_save.c</c> (up to 4.5, the values of
/// <see cref="Legacy"/>), <c>tools/libs/guest/xg_sr_save.c</c> (from 4.6, <see cref="V2"/>),
/// <c>tools/libxc/xc_linux_save.c</c> with <c>ADAPTIVE_SAVE</c> (<see cref="Adaptive2005"/>).
/// </remarks>
public sealed record XenPolicy : IPreCopyPolicy
{
    /// <summary>Gets the rule of Xen up to 4.5.</summary>
    public static XenPolicy Legacy { get; } = new();

    /// <summary>
    /// Gets the rule of Xen from 4.6 on. It asks twice in each pass, but only to find that five
    /// passes were made, or that fewer than 50 pages were dirty, which are still sent live.
    /// </summary>
    public static XenPolicy V2 { get; } =
        new() { IterationsMax = 5, FactorMax = double.PositiveInfinity };

    /// <summary>Gets the rule of the toolstack that adapted its rate; it was off by default.</summary>
    public static XenPolicy Adaptive2005 { get; } = new() { StopsWhenGrowing = true };

    /// <summary>Gets the number of passes after which the guest is stopped, at least 1.</summary>
    public int IterationsMax { get; init; } = 29;

    /// <summary>Gets how many times the guest's memory may be sent in all, above 0.</summary>
    public double FactorMax { get; init; } = 3;

    /// <summary>Gets the number of pages in a pass below which the guest is stopped.</summary>
    public long PagesMin { get; init; } = 50;

    /// <summary>
    /// Gets whether the guest is stopped when a pass was longer than the one before, though the rate
    /// could not rise any more.
    /// </summary>
    public bool StopsWhenGrowing { get; init; }

    /// <inheritdoc/>
    public bool ShallStop(in PreCopyProgress progress) =>
        progress.Iteration >= IterationsMax
        || progress.PagesSent + progress.PagesSkipped < PagesMin
        || progress.PagesSentTotal > FactorMax * progress.GuestPages
        || (
            StopsWhenGrowing
            && progress.RateIsAtMax
            && progress.Iteration > 1
            && progress.PagesSent > progress.PagesSentBefore
        );
}
