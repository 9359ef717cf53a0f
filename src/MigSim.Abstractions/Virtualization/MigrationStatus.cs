namespace MigSim.Virtualization;

/// <summary>How a migration ended.</summary>
public enum MigrationStatus
{
    /// <summary>The machine runs on the target.</summary>
    Completed,

    /// <summary>
    /// It was given up on request, and the machine runs on the source; or the guest crashed.
    /// </summary>
    Aborted,

    /// <summary>The source failed; the machine is lost.</summary>
    SourceFailed,

    /// <summary>The target failed; the machine runs on the source.</summary>
    TargetFailed,

    /// <summary>The time allowed was over; the machine runs on the source.</summary>
    TimedOut,

    /// <summary>The hand-over broke after permission was given: only fencing can settle it.</summary>
    Ambiguous,
}
