using System.Collections.Immutable;

namespace MigSim.Experiments.Comparing;

/// <summary>The runs of one point beside those of another, or of another testbed.</summary>
/// <param name="Left">One side.</param>
/// <param name="Right">The side that is compared with it.</param>
/// <param name="PairCount">How many runs were compared pair by pair; 0 if none were.</param>
/// <param name="Conditions">What differs in how they were made, one sentence each.</param>
/// <param name="Metrics">The metrics that at least one side has, in the order of their names.</param>
/// <param name="Spans">The round-trip times.</param>
public sealed record PointComparison(
    ComparedSide Left,
    ComparedSide Right,
    int PairCount,
    ImmutableArray<string> Conditions,
    ImmutableArray<MetricComparison> Metrics,
    ImmutableArray<SpanComparison> Spans
);
