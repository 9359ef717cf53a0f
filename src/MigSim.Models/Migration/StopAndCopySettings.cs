namespace MigSim.Models.Migration;

/// <summary>
/// A toolstack that cannot do better than to stop the guest, or its processes, and to copy all memory.
/// </summary>
/// <remarks>Model card: <c>models/cards/related-work.md</c> (containers).</remarks>
public sealed record StopAndCopySettings : EngineSettings
{
    /// <summary>Gets what pages cost in the stream.</summary>
    public StreamFormat Format { get; init; } = StreamFormat.Plain;

    /// <inheritdoc/>
    public override StreamFormat StoppedFormat => Format;

    /// <inheritdoc/>
    public override IMigrationEngine Create(EngineInputs inputs) =>
        new StopAndCopyEngine(inputs.Memory, Format.WithPageBytes(inputs.Memory.PageBytes));
}
