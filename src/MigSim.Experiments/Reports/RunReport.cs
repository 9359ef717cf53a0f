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
    /// <summary>
    /// Gets the fits of campaigns that constants come from: campaign, fit and digest of each. Empty on a real testbed.
    /// </summary>
    public ImmutableArray<string> Calibrations { get; init; } = [];

    /// <summary>Gets what a reader must know before trusting the result, such as inputs that no fit covers.</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];

    /// <summary>Gets what was predicted before the run was made; empty if nothing was.</summary>
    public ImmutableArray<MetricPrediction> Predictions { get; init; } = [];

    /// <summary>Gets whether no check with a tolerance failed.</summary>
    public bool Holds => Checks.All(check => check.Holds != false);
}
