namespace MigSim.Lab.Agents;

/// <summary>How QEMU migrates, beyond what it does by itself; the same on all hosts.</summary>
public sealed record QemuMigrationSettings
{
    /// <summary>Gets the most that a migration may send, in bytes in a second; no limit if null.</summary>
    public long? BandwidthMax { get; init; }

    /// <summary>Gets the number of connections that carry memory; QEMU's one stream if 0.</summary>
    public int MultifdChannels { get; init; }

    /// <summary>Gets a value indicating whether a guest that writes too fast is slowed down.</summary>
    public bool AutoConverge { get; init; }

    /// <summary>
    /// Gets after how many seconds the guest goes on at the target while memory is still at the source;
    /// never if null. From then on a lost connection means a lost machine.
    /// </summary>
    public double? PostCopyAfterSeconds { get; init; }
}
