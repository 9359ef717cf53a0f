namespace MigSim.Virtualization;

/// <summary>What the downtime of a migration is made of, in the order in which it happens.</summary>
/// <param name="Suspend">The guest stops its devices and itself.</param>
/// <param name="LastCopy">What was dirty then crosses the network.</param>
/// <param name="Handshake">Both ends agree that the target may run it.</param>
/// <param name="Resume">The target rebuilds devices and lets it run.</param>
public sealed record DowntimeParts(
    TimeSpan Suspend,
    TimeSpan LastCopy,
    TimeSpan Handshake,
    TimeSpan Resume
);
