namespace MigSim.Models.Migration;

/// <summary>
/// QEMU: memory is sent in slices, and the guest is stopped as soon as what is left can be sent within
/// a downtime that the user allows; however long that takes.
/// </summary>
/// <remarks>
/// Model card: <c>models/cards/qemu.md</c>. Source: qemu/qemu, <c>migration/migration.c</c>,
/// <c>migration/ram.c</c>.
/// </remarks>
public sealed record QemuSettings : EngineSettings
{
    /// <summary>Gets what pages cost in the stream.</summary>
    public StreamFormat Format { get; init; } = new();

    /// <summary>Gets the downtime that the user allows, in seconds, 0 or more.</summary>
    public double DowntimeLimit { get; init; } = 0.3;

    /// <summary>Gets how the allowed downtime is raised; null if it is not.</summary>
    public DowntimeRamp? Ramp { get; init; }

    /// <summary>Gets how long pages are sent before the rule is looked at again, in seconds.</summary>
    public double Slice { get; init; } = 0.05;

    /// <summary>
    /// Gets the rate that the user allows while the guest runs, in bytes per second.
    /// </summary>
    public double BandwidthMax { get; init; } = double.PositiveInfinity;

    /// <summary>
    /// Gets what the source's socket takes in before it is on the wire, in bytes: it counts as sent,
    /// and has to follow while the guest is stopped.
    /// </summary>
    public double SocketBuffer { get; init; }

    /// <summary>
    /// Gets whether the time that the socket takes to empty itself counts: it does for the guest and for
    /// its clients; the times that QEMU reports end with the last write.
    /// </summary>
    public bool WaitsForSocket { get; init; } = true;

    /// <summary>Gets the end of the memory; null if it is like the rest.</summary>
    public MemoryTail? Tail { get; init; }

    /// <summary>
    /// Gets whether a page that was written again before it was sent counts once, as it does; false if
    /// the curve leaves such pages out already.
    /// </summary>
    public bool CountsUnsentOnce { get; init; }

    /// <summary>Gets how often the dirty bitmap is read once the guest is stopped.</summary>
    public int SyncsAtStop { get; init; }

    /// <summary>
    /// Gets how often the bitmap is read at least after the first pass, in seconds; infinity if only
    /// the rule reads it.
    /// </summary>
    public double SyncPeriod { get; init; } = double.PositiveInfinity;

    /// <summary>Gets how the guest is slowed down; null if it is not.</summary>
    public AutoConverge? AutoConverge { get; init; }

    /// <summary>Gets the quota of writing; null if there is none.</summary>
    public DirtyLimit? DirtyLimit { get; init; }

    /// <summary>Gets how pages are sent that were sent before; null if in full.</summary>
    public Xbzrle? Xbzrle { get; init; }

    /// <summary>
    /// Gets the rate of post-copy if the network would allow more, in bytes per second.
    /// </summary>
    public double PostCopyRate { get; init; } = double.PositiveInfinity;

    /// <summary>Gets the time to find a zero page in post-copy, in seconds.</summary>
    public double PostCopyZeroPageScan { get; init; }

    /// <inheritdoc/>
    public override bool HasPostCopy => true;

    /// <inheritdoc/>
    public override StreamFormat StoppedFormat => Format;

    /// <inheritdoc/>
    public override IMigrationEngine Create(EngineInputs inputs) => new QemuEngine(this, inputs);
}
