namespace MigSim.Lab.Parsing;

/// <summary>The answer to one <c>query-migrate</c>; members are null where it does not say.</summary>
/// <param name="Status">The state.</param>
/// <param name="TotalTime">How long it has run, or ran.</param>
/// <param name="SetupTime">How long the preparation took.</param>
/// <param name="Downtime">
/// How long the guest was stopped, by QEMU's count, which ends before the guest runs again.
/// </param>
/// <param name="ExpectedDowntime">How long it would be stopped if that were now.</param>
/// <param name="Memory">What was sent; absent after a cancellation.</param>
/// <param name="ThrottlePercentage">How much auto-converge slows the guest.</param>
/// <param name="ErrorDescription">Why it failed.</param>
public sealed record QemuMigration(
    QemuMigrationStatus Status,
    TimeSpan? TotalTime,
    TimeSpan? SetupTime,
    TimeSpan? Downtime,
    TimeSpan? ExpectedDowntime,
    QemuMemory? Memory,
    int? ThrottlePercentage,
    string? ErrorDescription
)
{
    /// <summary>
    /// Gets a value indicating whether the migration is over and its figures are there. QEMU says
    /// completed a moment before it knows the times: then the question must be asked again.
    /// </summary>
    public bool IsFinal =>
        Status switch
        {
            QemuMigrationStatus.Completed => TotalTime is not null && Downtime is not null,
            QemuMigrationStatus.Failed or QemuMigrationStatus.Cancelled => true,
            _ => false,
        };
}
