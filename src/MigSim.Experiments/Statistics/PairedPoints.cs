using System.Collections.Immutable;

namespace MigSim.Experiments.Statistics;

/// <summary>Two points of a study that differ in one thing.</summary>
/// <param name="Name">The comparison's name.</param>
/// <param name="At">The values of the other axes, as in a point's name; empty if there are none.</param>
/// <param name="Baseline">The point that the other is measured against.</param>
/// <param name="Alternative">The other point.</param>
/// <param name="Metrics">The metrics in the order of the comparison.</param>
public sealed record PairedPoints(
    string Name,
    string At,
    string Baseline,
    string Alternative,
    ImmutableArray<PairedMetric> Metrics
);
