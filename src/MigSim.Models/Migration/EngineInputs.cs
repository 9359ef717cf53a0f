namespace MigSim.Models.Migration;

/// <summary>What an engine is told of one migration.</summary>
/// <param name="Memory">The guest's memory.</param>
/// <param name="Rate">
/// The rate that the path has when nothing else uses it, in bytes per second. An engine measures the
/// rate that it really gets; this is what it believes until then.
/// </param>
public sealed record EngineInputs(DirtyMemory Memory, double Rate)
{
    /// <summary>
    /// Gets when the guest stops to write, in seconds since the engine began; infinity if never.
    /// </summary>
    public double LoadEndsAt { get; init; } = double.PositiveInfinity;

    /// <summary>
    /// Gets when the user asks for post-copy, in seconds since the engine began; infinity if never.
    /// </summary>
    public double PostCopyAfter { get; init; } = double.PositiveInfinity;

    /// <summary>
    /// Gets until when the rate is known not to change, in seconds since the engine began. Up to then
    /// an engine may ask for many of its slices at once, as nothing is decided between them.
    /// </summary>
    public double SteadyUntil { get; init; }
}
