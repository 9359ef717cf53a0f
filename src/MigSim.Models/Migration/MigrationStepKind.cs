namespace MigSim.Models.Migration;

/// <summary>The kinds of steps of a migration.</summary>
public enum MigrationStepKind
{
    /// <summary>Send some pages.</summary>
    Copy,

    /// <summary>Stop the guest.</summary>
    Suspend,

    /// <summary>Nothing is left to copy: agree, and let the guest run on the target.</summary>
    HandOver,
}
