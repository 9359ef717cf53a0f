namespace MigSim.Measurement;

/// <summary>One connection of a load.</summary>
/// <param name="StartedAt">When it began, since the run began.</param>
/// <param name="Duration">From its begin to its last reply; null if it failed.</param>
/// <param name="Failure">Why it failed; null if it did not.</param>
public readonly record struct LoadSample(
    TimeSpan StartedAt,
    TimeSpan? Duration,
    LoadFailure? Failure
);
