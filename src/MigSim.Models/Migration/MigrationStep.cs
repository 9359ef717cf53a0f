namespace MigSim.Models.Migration;

/// <summary>What a migration does next.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Pages">The pages to copy, if it copies.</param>
/// <param name="Bytes">What they take in the stream, in bytes.</param>
public readonly record struct MigrationStep(MigrationStepKind Kind, double Pages, double Bytes)
{
    /// <summary>Gets the time that it takes besides sending, to look at pages, in seconds.</summary>
    public double ScanSeconds { get; init; }

    /// <summary>Gets the rate that it keeps to, in bytes per second.</summary>
    public double RateLimit { get; init; } = double.PositiveInfinity;
}
