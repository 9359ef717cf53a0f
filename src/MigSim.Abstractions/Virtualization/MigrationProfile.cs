using MigSim.Units;

namespace MigSim.Virtualization;

/// <summary>The times of the steps of a migration that do not copy memory.</summary>
public sealed record MigrationProfile
{
    /// <summary>Gets the time to connect to the target and to prepare an empty machine there.</summary>
    public required TimeSpan Setup { get; init; }

    /// <summary>Gets the time the guest takes to stop its devices and itself.</summary>
    public required TimeSpan Suspend { get; init; }

    /// <summary>Gets the time the target takes to rebuild devices and to let the guest run.</summary>
    public required TimeSpan Resume { get; init; }

    /// <summary>
    /// Gets the data that a process reads ahead of itself from a disk image on the shared storage.
    /// </summary>
    public required DataSize ReadAhead { get; init; }

    /// <summary>Gets the send window of a stream of guest memory.</summary>
    public required DataSize StreamWindow { get; init; }
}
