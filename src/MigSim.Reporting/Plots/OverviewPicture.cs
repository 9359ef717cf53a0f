using System.Collections.Immutable;
using MigSim.Experiments.Reports;
using MigSim.Experiments.Running;
using MigSim.Experiments.Scenarios;

namespace MigSim.Reporting.Plots;

/// <summary>All points of a study in one picture: two one above the other, or lines through more.</summary>
internal static class OverviewPicture
{
    /// <summary>Draws it; null if the points do not make one.</summary>
    /// <param name="summary">What was found.</param>
    /// <param name="firsts">The first run of each point.</param>
    public static NamedPicture? Of(StudySummary summary, IReadOnlyList<FirstRun> firsts)
    {
        if (firsts.Count < 2)
        {
            return null;
        }

        if (firsts.Any(run => !run.Scenario.HasFailure))
        {
            return firsts.Count(run => run.Scenario.Server?.Accesses > 0) > 2
                ? new NamedPicture(
                    "comparison",
                    "Response time against memory, beside the published values.",
                    [MemoryPlot.Draw(Results(firsts))]
                )
                : null;
        }

        if (firsts.Count > 2)
        {
            return StudyPlot.Of(summary, firsts[0].Scenario.Probe.Target);
        }

        ImmutableArray<(Scenario, RunResult)> both = Results(firsts);
        return both.Length == 2
            ? new NamedPicture(
                "comparison",
                "Round-trip times over the first run of both points, on the same axes.",
                RttPlot.Compare(both)
            )
            : null;
    }

    // Those of a lab whose folders are gone are not in the picture.
    private static ImmutableArray<(Scenario, RunResult)> Results(IReadOnlyList<FirstRun> firsts) =>
        [
            .. firsts
                .Select(run => (run.Scenario, Result: run.Result()!))
                .Where(run => run.Result is not null),
        ];
}
