using System.Collections.Immutable;

namespace MigSim.Experiments.Comparing;

/// <summary>Two sets of runs of a scenario, beside each other point by point.</summary>
/// <param name="Scenario">The scenario's name.</param>
/// <param name="Options">How they were compared.</param>
/// <param name="Points">The points, at least one.</param>
/// <param name="Notes">What was left out, one sentence each.</param>
public sealed record RunComparison(
    string Scenario,
    ComparisonOptions Options,
    ImmutableArray<PointComparison> Points,
    ImmutableArray<string> Notes
)
{
    /// <summary>Gets whether every metric that was compared is shown to be within the tolerance.</summary>
    public bool AllWithin =>
        Points
            .SelectMany(point => point.Metrics)
            .All(metric => metric.Means.Verdict == Equivalence.Within);
}
