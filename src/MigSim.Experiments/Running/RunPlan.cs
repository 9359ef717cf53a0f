using System.Collections.Immutable;
using MigSim.Experiments.Scenarios;

namespace MigSim.Experiments.Running;

/// <summary>All runs of a study, in the order in which results are written.</summary>
/// <param name="Study">What is studied.</param>
/// <param name="FirstSeed">The seed of the first replication; the others follow it.</param>
/// <param name="Replications">How many runs each point has, at least 1.</param>
public sealed record RunPlan(Study Study, ulong FirstSeed, int Replications)
{
    /// <summary>Gets the runs: point by point, seed by seed.</summary>
    public ImmutableArray<PlannedRun> Runs { get; } =
    [
        .. from point in Study.Points
        from replication in Enumerable.Range(0, Replications)
        select new PlannedRun(point, checked(FirstSeed + (ulong)replication)),
    ];

    /// <summary>Gets whether there is more than one run, so that a summary says more.</summary>
    public bool HasSummary => Runs.Length > 1;
}
