using System.Collections.Immutable;

namespace MigSim.Experiments.Studies;

/// <summary>Points that differ in one thing, set against each other; the other axes are gone through.</summary>
/// <param name="Name">What it is called in the summary.</param>
/// <param name="Axis">The axis in which they differ.</param>
/// <param name="Baseline">Its value, as points are named by it, that the other is measured against.</param>
/// <param name="Alternative">The other value.</param>
/// <param name="Metrics">The metrics compared; all if empty.</param>
public sealed record NamedComparison(
    string Name,
    string Axis,
    string Baseline,
    string Alternative,
    ImmutableArray<string> Metrics
);
