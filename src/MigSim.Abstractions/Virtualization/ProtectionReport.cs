using MigSim.Units;

namespace MigSim.Virtualization;

/// <summary>What keeping a copy of a machine up to date has cost, once the copy was there.</summary>
/// <param name="Request">What was asked for.</param>
/// <param name="Duration">For how long, from the first checkpoint on.</param>
/// <param name="Checkpoints">Checkpoints that the target acknowledged after the first one.</param>
/// <param name="Paused">For how long they stopped the guest, all together.</param>
/// <param name="Transferred">Guest memory sent for them.</param>
public sealed record ProtectionReport(
    ProtectionRequest Request,
    TimeSpan Duration,
    int Checkpoints,
    TimeSpan Paused,
    DataSize Transferred
);
