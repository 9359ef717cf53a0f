namespace MigSim.Models.Prediction;

/// <summary>What becomes of one migration.</summary>
/// <param name="Verdict">Whether it ends.</param>
/// <param name="TotalSeconds">How long it takes; the time allowed if it does not end.</param>
/// <param name="DowntimeSeconds">How long the guest is stopped; null if it never is.</param>
/// <param name="Bytes">Bytes sent by then.</param>
/// <param name="Rounds">
/// Passes over dirty memory, without the one with the guest stopped; for QEMU the readings of the
/// dirty bitmap.
/// </param>
/// <param name="FirstThrottleSeconds">When the guest was slowed down first; null if never.</param>
public readonly record struct MigrationOutcome(
    MigrationVerdict Verdict,
    double TotalSeconds,
    double? DowntimeSeconds,
    double Bytes,
    long Rounds,
    double? FirstThrottleSeconds
);
