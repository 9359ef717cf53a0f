using System.Collections.Immutable;
using MigSim.Experiments.Scenarios;

namespace MigSim.Experiments.Reports;

/// <summary>Makes the report of a run from its metrics.</summary>
public static class RunReports
{
    internal const int SchemaVersion = 1;

    /// <summary>Sets the published values of the scenario beside the metrics found.</summary>
    public static RunReport Create(
        Scenario scenario,
        RunManifest manifest,
        ImmutableSortedDictionary<string, double?> metrics
    ) =>
        new(
            SchemaVersion,
            manifest,
            metrics,
            [],
            [.. scenario.Expectations.Select(expectation => Judge(expectation, metrics))]
        );

    private static Check Judge(
        Expectation expectation,
        ImmutableSortedDictionary<string, double?> metrics
    )
    {
        double? found = metrics.GetValueOrDefault(expectation.Metric);
        bool? holds = expectation.Within is { } within
            ? found is { } value && Math.Abs(value - expectation.Value) <= within
            : null;
        return new Check(
            expectation.Metric,
            expectation.Value,
            expectation.Within,
            found,
            holds,
            expectation.Source
        );
    }
}
