namespace MigSim.Models.Migration;

/// <summary>All that a stop rule may know after a pass.</summary>
/// <param name="Iteration">The number of the pass just made, from 1.</param>
/// <param name="PagesSent">Pages sent in it.</param>
/// <param name="PagesSkipped">Pages left out of it because they were dirty again.</param>
/// <param name="PagesSentTotal">Pages sent in all passes.</param>
/// <param name="GuestPages">Pages of the guest.</param>
public readonly record struct PreCopyProgress(
    int Iteration,
    long PagesSent,
    long PagesSkipped,
    long PagesSentTotal,
    long GuestPages
)
{
    /// <summary>Gets the pages that were sent in the pass before, 0 if there was none.</summary>
    public long PagesSentBefore { get; init; }

    /// <summary>Gets whether the toolstack limits its rate, and the limit cannot rise any more.</summary>
    public bool RateIsAtMax { get; init; }
}
