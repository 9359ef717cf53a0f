namespace MigSim.Measurement;

/// <summary>One echo request and what became of it.</summary>
/// <param name="Sequence">Its number, from 1.</param>
/// <param name="SentAt">When it was sent, since the run began.</param>
/// <param name="RoundTripTime">
/// The round-trip time, or <see langword="null"/> for a lost request.
/// </param>
public readonly record struct ProbeSample(int Sequence, TimeSpan SentAt, TimeSpan? RoundTripTime);
