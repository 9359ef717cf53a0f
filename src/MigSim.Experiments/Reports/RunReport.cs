using System.Collections.Immutable;

namespace MigSim.Experiments.Reports;

/// <summary>The result of a run.</summary>
/// <param name="SchemaVersion">The version of this format: 1.</param>
/// <param name="Manifest">What was run.</param>
/// <param name="Metrics">Name → number, or null where the testbed cannot observe it.</param>
/// <param name="Tables">Tables for people.</param>
/// <param name="Checks">Published values beside the ones found.</param>
public sealed record RunReport(
    int SchemaVersion,
    RunManifest Manifest,
    ImmutableSortedDictionary<string, double?> Metrics,
    ImmutableArray<ReportTable> Tables,
    ImmutableArray<Check> Checks
)
{
    /// <summary>Gets whether no check with a tolerance failed.</summary>
    public bool Holds => Checks.All(check => check.Holds != false);
}
