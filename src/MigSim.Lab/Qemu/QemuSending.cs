using System.Collections.Immutable;
using MigSim.Lab.Agents;

namespace MigSim.Lab.Qemu;

/// <summary>What the source says of a migration that it made.</summary>
internal sealed record QemuSending
{
    /// <summary>Gets how it ended there.</summary>
    public required QemuSendingEnd End { get; init; }

    /// <summary>Gets why it did not complete.</summary>
    public string? Reason { get; init; }

    /// <summary>Gets how long the guest was stopped: from the source's STOP to the target's RESUME.</summary>
    public double? DowntimeSeconds { get; init; }

    /// <summary>Gets the data sent.</summary>
    public long? TransferredBytes { get; init; }

    /// <summary>Gets how long the source was at it, until it gave this answer.</summary>
    public double? Seconds { get; init; }

    /// <summary>Gets the passes over dirty memory; their times count from when the source began.</summary>
    public ImmutableArray<AgentRound>? Rounds { get; init; }
}
