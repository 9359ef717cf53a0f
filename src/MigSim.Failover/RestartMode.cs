namespace MigSim.Failover;

/// <summary>What <c>stop</c> and <c>start</c> do to a machine that is stopped and started.</summary>
public enum RestartMode
{
    /// <summary>
    /// The image is written to the shared storage while the machine runs and read back by the new
    /// host; the machine stops only for what it wrote meanwhile.
    /// </summary>
    StagedCopy,

    /// <summary>The machine is suspended to the shared storage and resumed from there.</summary>
    SaveRestore,

    /// <summary>The operating system is shut down and booted again.</summary>
    Reboot,
}
