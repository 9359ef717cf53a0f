using System.Collections.Immutable;
using MigSim.Experiments.Reports;
using MigSim.Experiments.Scenarios;

namespace MigSim.Cli.Composition;

/// <summary>Makes the manifest of a run; a testbed adds what only it knows.</summary>
internal static class RunManifests
{
    public static RunManifest Of(
        Scenario scenario,
        string testbed,
        ulong seed,
        DateTimeOffset startedAt,
        ProgramVersion program
    ) =>
        new()
        {
            Scenario = scenario.Name,
            Point = scenario.Point,
            Testbed = testbed,
            Seed = seed,
            Version = program.Version,
            Commit = program.Commit,
            Overrides = [],
            Inputs = scenario.Inputs,
            Tools = ImmutableSortedDictionary<string, string>.Empty,
            TraceHash = null,
            StartedAt = startedAt,
        };
}
