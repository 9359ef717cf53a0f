namespace MigSim.Models.Migration;

/// <summary>What a migration does next.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Pages">The pages to copy, if it copies.</param>
/// <param name="Bytes">What they take in the stream, in bytes.</param>
public readonly record struct MigrationStep(MigrationStepKind Kind, long Pages, long Bytes);
