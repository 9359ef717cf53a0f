using System.Collections.Immutable;
using MigSim.Experiments.Reports;

namespace MigSim.Experiments.Comparing;

/// <summary>Runs of one point on one testbed, in the order of their seeds.</summary>
/// <param name="Label">What tells this side from the other, in few words.</param>
/// <param name="Runs">The runs, at least one.</param>
public sealed record ComparedSide(string Label, ImmutableArray<RunResult> Runs)
{
    /// <summary>Gets what was run, by its first run.</summary>
    public RunManifest Manifest => Runs[0].Report.Manifest;
}
