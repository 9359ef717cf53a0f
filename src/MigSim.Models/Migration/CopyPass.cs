namespace MigSim.Models.Migration;

/// <summary>One pass over dirty memory, as a migration engine counts it.</summary>
/// <param name="Iteration">Its number, from 1.</param>
/// <param name="StartedAt">When it began, in seconds since the engine began.</param>
/// <param name="Duration">How long it took, in seconds.</param>
/// <param name="PagesSent">Pages sent.</param>
/// <param name="PagesSkipped">Pages left out because they were dirty again.</param>
/// <param name="PagesDirtied">Unique pages written since it began, when it ended.</param>
/// <param name="GuestStopped">Whether the guest was stopped meanwhile.</param>
public readonly record struct CopyPass(
    int Iteration,
    double StartedAt,
    double Duration,
    long PagesSent,
    long PagesSkipped,
    long PagesDirtied,
    bool GuestStopped
);
