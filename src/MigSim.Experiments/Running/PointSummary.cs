using System.Collections.Immutable;
using MigSim.Experiments.Studies;

namespace MigSim.Experiments.Running;

/// <summary>All replications of one point of a study.</summary>
/// <param name="Point">The point's name.</param>
/// <param name="Runs">How many runs have ended.</param>
/// <param name="Metrics">Name → statistics, or null where no run could observe it.</param>
/// <param name="Checks">The checks in the order of the scenario.</param>
public sealed record PointSummary(
    string Point,
    int Runs,
    ImmutableSortedDictionary<string, SampleStatistics?> Metrics,
    ImmutableArray<CheckSummary> Checks
)
{
    /// <summary>Gets where the point is along the axes.</summary>
    public ImmutableArray<AxisValue> Coordinates { get; init; } = [];

    /// <summary>Gets whether the metric that was asked for is known well enough; null if none was.</summary>
    public bool? IsPrecise { get; init; }
}
