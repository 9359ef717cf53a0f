namespace MigSim.Virtualization;

/// <summary>One pass over dirty memory.</summary>
/// <param name="Iteration">Its number, from 1.</param>
/// <param name="StartedAt">When it began, since the run began.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="PagesSent">4 KiB pages sent.</param>
/// <param name="PagesSkipped">Pages left for the next pass because they were dirty again.</param>
/// <param name="PagesDirtied">Pages that were dirty when it ended.</param>
/// <param name="GuestStopped">Whether the guest was stopped: the last pass.</param>
public sealed record PreCopyRound(
    int Iteration,
    TimeSpan StartedAt,
    TimeSpan Duration,
    long PagesSent,
    long PagesSkipped,
    long PagesDirtied,
    bool GuestStopped
);
