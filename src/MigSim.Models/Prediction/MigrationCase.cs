using MigSim.Models.Migration;
using MigSim.Virtualization;

namespace MigSim.Models.Prediction;

/// <summary>One migration to predict.</summary>
/// <param name="Engine">The toolstack.</param>
/// <param name="Mode">How the memory moves.</param>
/// <param name="Memory">The guest's memory.</param>
/// <param name="Path">What carries it.</param>
public sealed record MigrationCase(
    EngineSettings Engine,
    MigrationMode Mode,
    DirtyMemory Memory,
    IdealPath Path
)
{
    /// <summary>Gets the steps that do not copy.</summary>
    public MigrationTimes Times { get; init; } = new();

    /// <summary>Gets when the user asks for post-copy, for the hybrid mode, in seconds.</summary>
    public double PostCopyAfter { get; init; } = double.PositiveInfinity;

    /// <summary>Gets when the guest stops to write, in seconds since the migration began.</summary>
    public double LoadEndsAt { get; init; } = double.PositiveInfinity;

    /// <summary>Gets how fast the guest runs meanwhile; 1 is full speed.</summary>
    public double GuestSpeed { get; init; } = 1;

    /// <summary>Gets the time after which one gives up, in seconds.</summary>
    public double SecondsMax { get; init; } = 600;
}
