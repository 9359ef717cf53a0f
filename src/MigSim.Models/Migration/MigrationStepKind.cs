namespace MigSim.Models.Migration;

/// <summary>The kinds of steps of a migration.</summary>
public enum MigrationStepKind
{
    /// <summary>Send some pages.</summary>
    Copy,

    /// <summary>Stop the guest.</summary>
    Suspend,

    /// <summary>Agree, and let the guest run on the target.</summary>
    HandOver,

    /// <summary>Nothing is left to do.</summary>
    End,
}
