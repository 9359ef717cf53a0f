using System.Collections.Immutable;
using MigSim.Experiments.Reports;

namespace MigSim.Experiments.Running;

/// <summary>What is kept of every run of a study, whether its folder is or not.</summary>
/// <param name="Point">The point's name.</param>
/// <param name="Seed">The number that fixed all randomness.</param>
/// <param name="Metrics">The names of the metrics.</param>
/// <param name="Values">Their values in the same order; not a number where the testbed could not observe one.</param>
/// <param name="Checks">Whether each check of the scenario holds; null where it has no tolerance.</param>
/// <param name="IsKept">Whether the run's folder was written.</param>
public sealed record RunRecord(
    string Point,
    ulong Seed,
    ImmutableArray<string> Metrics,
    ImmutableArray<double> Values,
    ImmutableArray<bool?> Checks,
    bool IsKept
)
{
    /// <summary>Gets whether no check failed.</summary>
    public bool Holds => !Checks.Contains(false);

    /// <summary>Takes what is kept from a report.</summary>
    public static RunRecord Of(RunReport report, bool isKept) =>
        new(
            report.Manifest.Point,
            report.Manifest.Seed,
            [.. report.Metrics.Keys],
            [.. report.Metrics.Values.Select(value => value ?? double.NaN)],
            [.. report.Checks.Select(check => check.Holds)],
            isKept
        );
}
