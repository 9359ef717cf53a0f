namespace MigSim.Lab.Parsing;

/// <summary>The states of a migration, as QEMU names them.</summary>
public enum QemuMigrationStatus
{
    /// <summary>There has been no migration.</summary>
    None,

    /// <summary>Being prepared.</summary>
    Setup,

    /// <summary>Copying memory while the guest runs.</summary>
    Active,

    /// <summary>The guest runs on the target already.</summary>
    PostCopyActive,

    /// <summary>Post-copy lost its connection.</summary>
    PostCopyPaused,

    /// <summary>Post-copy is being taken up again.</summary>
    PostCopyRecover,

    /// <summary>Waiting for leave to stop the guest.</summary>
    PreSwitchover,

    /// <summary>The guest is stopped; the devices are being sent.</summary>
    Device,

    /// <summary>Waiting for the network to unplug.</summary>
    WaitUnplug,

    /// <summary>Checkpointing.</summary>
    Colo,

    /// <summary>Being given up.</summary>
    Cancelling,

    /// <summary>Given up.</summary>
    Cancelled,

    /// <summary>Failed; the guest goes on at the source.</summary>
    Failed,

    /// <summary>The guest runs on the target.</summary>
    Completed,
}
