using System.Collections.Immutable;
using MigSim.Experiments.Statistics;

namespace MigSim.Experiments.Running;

/// <summary>All runs of a study, point by point.</summary>
/// <param name="Scenario">The scenario's name.</param>
/// <param name="Testbed">The testbed's name.</param>
/// <param name="FirstSeed">The seed of the first replication.</param>
/// <param name="Replications">How many runs each point was to have.</param>
/// <param name="Points">The points in the order of the study.</param>
public sealed record StudySummary(
    string Scenario,
    string Testbed,
    ulong FirstSeed,
    int Replications,
    ImmutableArray<PointSummary> Points
)
{
    /// <summary>Gets the answers to what the study asks.</summary>
    public StudyFindings Findings { get; init; } = StudyFindings.None;

    /// <summary>Gets the edges that were looked for, in the order of the points of the other axes.</summary>
    public ImmutableArray<EdgeFinding> Edges { get; init; } = [];
}
