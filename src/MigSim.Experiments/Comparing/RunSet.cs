using System.Collections.Immutable;
using MigSim.Experiments.Reports;

namespace MigSim.Experiments.Comparing;

/// <summary>The runs that were found under a name.</summary>
/// <param name="Name">The name as it was given.</param>
/// <param name="Runs">The runs, at least one.</param>
public sealed record RunSet(string Name, ImmutableArray<RunResult> Runs)
{
    internal ImmutableArray<string> Scenarios => Distinct(run => run.Scenario);

    internal ImmutableArray<string> Testbeds => Distinct(run => run.Testbed);

    internal ImmutableArray<string> Points => Distinct(run => run.Point);

    internal ImmutableArray<RunResult> At(string point) =>
        [
            .. Runs.Where(run => run.Report.Manifest.Point == point)
                .OrderBy(run => run.Report.Manifest.Seed),
        ];

    private ImmutableArray<string> Distinct(Func<RunManifest, string> name) =>
        [.. Runs.Select(run => name(run.Report.Manifest)).Distinct().Order(StringComparer.Ordinal)];
}
