using System.Collections.Immutable;
using MigSim.Measurement;

namespace MigSim.Experiments.Recording;

/// <summary>Keeps what happens in memory.</summary>
/// <param name="expectedSamples">The number of samples that are expected.</param>
/// <param name="progress">Is told the share of them that have come in; may be null.</param>
public sealed class RunRecorder(int expectedSamples, IProgress<double>? progress) : IRunRecorder
{
    // Progress is worth a look a hundred times a run, not at every sample.
    private const int ReportsPerRun = 100;

    private readonly ImmutableArray<RunEvent>.Builder _events =
        ImmutableArray.CreateBuilder<RunEvent>();

    private readonly ImmutableArray<ProbeSample>.Builder _samples =
        ImmutableArray.CreateBuilder<ProbeSample>(expectedSamples);

    private readonly int _reportEvery = Math.Max(1, expectedSamples / ReportsPerRun);

    /// <summary>Gets the events in the order of their time.</summary>
    public ImmutableArray<RunEvent> Events => [.. _events.OrderBy(runEvent => runEvent.At)];

    /// <summary>Gets the samples in the order of their number.</summary>
    public ImmutableArray<ProbeSample> Samples => _samples.ToImmutable();

    /// <inheritdoc/>
    public void Record(RunEvent runEvent) => _events.Add(runEvent);

    /// <inheritdoc/>
    public void Record(ProbeSample sample)
    {
        _samples.Add(sample);
        if (progress is not null && _samples.Count % _reportEvery == 0)
        {
            progress.Report((double)_samples.Count / expectedSamples);
        }
    }
}
