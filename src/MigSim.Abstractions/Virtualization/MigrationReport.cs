using System.Collections.Immutable;
using MigSim.Units;

namespace MigSim.Virtualization;

/// <summary>
/// One migration. Members are <see langword="null"/> where the backend cannot observe them.
/// </summary>
/// <param name="Request">What was asked for.</param>
/// <param name="Status">How it ended.</param>
/// <param name="StartedAt">When it was asked for, since the run began.</param>
/// <param name="TotalTime">
/// From the request until the machine runs on the target and the source has let go.
/// </param>
/// <param name="Downtime">
/// The time the guest was stopped, as the hypervisor saw it. What clients saw is the probe's
/// business.
/// </param>
/// <param name="DowntimeParts">What the downtime is made of; the parts add up to it.</param>
/// <param name="Transferred">Guest memory sent, with the stream's own records.</param>
/// <param name="Rounds">Every pass over dirty memory; the last one was made with the guest stopped.</param>
public sealed record MigrationReport(
    MigrationRequest Request,
    MigrationStatus Status,
    TimeSpan StartedAt,
    TimeSpan TotalTime,
    TimeSpan? Downtime,
    DowntimeParts? DowntimeParts,
    DataSize? Transferred,
    ImmutableArray<PreCopyRound>? Rounds
)
{
    /// <summary>
    /// Gets for how long the guest waited for pages that were not there yet, after post-copy had begun.
    /// </summary>
    public TimeSpan? Stalled { get; init; }
}
