namespace MigSim.Lab.Parsing;

/// <summary>What <c>xl migrate</c> and <c>xl migrate-receive</c> say of their progress.</summary>
public enum XlMigrationPhase
{
    /// <summary>The target waits for the machine.</summary>
    ReadyToReceive,

    /// <summary>The source began to write the stream.</summary>
    SavingStarted,

    /// <summary>The source asked the guest to suspend itself.</summary>
    SuspendRequested,

    /// <summary>The guest is stopped.</summary>
    Suspended,

    /// <summary>The source wrote the end of the stream.</summary>
    StreamEnded,

    /// <summary>The target has everything and asks for permission.</summary>
    PermissionRequested,

    /// <summary>The source learned that the target has everything.</summary>
    TransferAcknowledged,

    /// <summary>The source gave permission: from here on only both ends together know the state.</summary>
    PermissionGiven,

    /// <summary>The target got permission and starts the machine.</summary>
    PermissionReceived,

    /// <summary>The target started the machine.</summary>
    StartedOnTarget,

    /// <summary>The source learned that the machine runs.</summary>
    StartReported,

    /// <summary>The source learned that the target could not start the machine.</summary>
    StartFailureReported,

    /// <summary>The source resumed the machine.</summary>
    ResumedOnSource,

    /// <summary>The source destroyed its copy: the migration is over.</summary>
    Successful,

    /// <summary>The source could not suspend the machine, which goes on there.</summary>
    SuspendFailed,

    /// <summary>The source gave up and resumes the machine.</summary>
    Resuming,

    /// <summary>The target could not start the machine, and the source has resumed it.</summary>
    TargetFailed,

    /// <summary>The hand-over broke after permission was given.</summary>
    HandshakeFailed,

    /// <summary>The target could not build the machine.</summary>
    CreationFailed,

    /// <summary>The target destroys its copy.</summary>
    TargetCleanup,
}
