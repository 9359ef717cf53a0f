using System.Collections.Immutable;
using MigSim.Experiments.Recording;
using MigSim.Measurement;
using MigSim.Provenance;

namespace MigSim.Experiments.Reports;

/// <summary>A run's report with the events and samples that it was made from.</summary>
public sealed record RunResult(
    RunReport Report,
    ImmutableArray<RunEvent> Events,
    ImmutableArray<ProbeSample> Samples
)
{
    /// <summary>Gets the connections of the load; null if there was none, or its tool does not tell.</summary>
    public ImmutableArray<LoadSample>? Load =>
        Events.OfType<RunEvent.LoadEnded>().LastOrDefault()?.Report.Samples;

    /// <summary>Gets the flows that were counted; null if none were.</summary>
    public FlowReport? Flows => Events.OfType<RunEvent.FlowsCounted>().LastOrDefault()?.Report;

    /// <summary>Gets the constants that the result rests on; empty on a real testbed.</summary>
    public ImmutableArray<Constant> Constants { get; init; } = [];

    /// <summary>Gets what the tools of a real testbed printed; empty on a simulated one.</summary>
    public ImmutableArray<RunLog> Logs { get; init; } = [];
}
