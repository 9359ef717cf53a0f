namespace MigSim.Models.Migration;

/// <summary>
/// The stop rule of Xen up to 4.5: few pages left, too many passes, or too much sent.
/// </summary>
/// <remarks>Source: xen-project/xen, <c>tools/libxc/xc_domain_save.c</c>.</remarks>
public sealed record XenLegacyPolicy : IPreCopyPolicy
{
    /// <summary>Gets the number of passes after which the guest is stopped.</summary>
    public int IterationsMax { get; init; } = 29;

    /// <summary>Gets how many times the guest's memory may be sent in all.</summary>
    public double FactorMax { get; init; } = 3;

    /// <summary>Gets the number of pages in a pass below which the guest is stopped.</summary>
    public long PagesMin { get; init; } = 50;

    /// <inheritdoc/>
    public bool ShallStop(in PreCopyProgress progress) =>
        progress.Iteration >= IterationsMax
        || progress.PagesSent + progress.PagesSkipped < PagesMin
        || progress.PagesSentTotal > FactorMax * progress.GuestPages;
}
