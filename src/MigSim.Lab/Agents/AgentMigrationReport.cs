using System.Collections.Immutable;

namespace MigSim.Lab.Agents;

/// <summary>A migration report as it is written down.</summary>
public sealed record AgentMigrationReport
{
    /// <summary>Gets where the machine was.</summary>
    public required string Source { get; init; }

    /// <summary>Gets where it was to go.</summary>
    public required string Target { get; init; }

    /// <summary>Gets the name of the <see cref="Virtualization.MigrationStatus"/>.</summary>
    public required string Status { get; init; }

    /// <summary>Gets when it was asked for, by the clock of the agent's host.</summary>
    public required decimal StartedAtUnixSeconds { get; init; }

    /// <summary>Gets the total time.</summary>
    public required double TotalSeconds { get; init; }

    /// <summary>Gets the downtime.</summary>
    public double? DowntimeSeconds { get; init; }

    /// <summary>Gets the data sent.</summary>
    public long? TransferredBytes { get; init; }

    /// <summary>Gets the passes over dirty memory.</summary>
    public ImmutableArray<AgentRound>? Rounds { get; init; }
}
