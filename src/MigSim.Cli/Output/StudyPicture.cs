using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using MigSim.Cli.Running;
using MigSim.Experiments.Reports;
using MigSim.Experiments.Running;
using MigSim.Experiments.Scenarios;
using MigSim.Reporting.Plots;

namespace MigSim.Cli.Output;

/// <summary>The pictures of a study: two points one above the other, or lines through more.</summary>
internal static class StudyPicture
{
    /// <summary>Draws it, if its points make one.</summary>
    public static void Write(
        string path,
        IReadOnlyList<PlannedRun> firstOfEachPoint,
        FirstResults firsts,
        StudySummary summary
    )
    {
        if (firstOfEachPoint.Count < 2)
        {
            return;
        }

        if (firstOfEachPoint.Any(run => !run.Scenario.HasFailure))
        {
            if (firstOfEachPoint.Count(run => run.Scenario.Server?.Accesses > 0) > 2)
            {
                DrawMemory(path, Results(firstOfEachPoint, firsts));
            }
        }
        else if (firstOfEachPoint.Count == 2)
        {
            ImmutableArray<(Scenario, RunResult)> both = Results(firstOfEachPoint, firsts);
            if (both.Length == 2)
            {
                DrawPair(path, both);
            }
        }
        else
        {
            DrawLines(path, summary, firstOfEachPoint[0].Scenario.Probe.Target);
        }
    }

    // Drawing is loaded only where there is something to draw.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void DrawMemory(string path, ImmutableArray<(Scenario, RunResult)> runs) =>
        MemoryPlot.Save(Path.Combine(path, "comparison"), runs);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void DrawPair(string path, ImmutableArray<(Scenario, RunResult)> runs) =>
        RttPlot.SaveComparison(Path.Combine(path, "comparison"), runs);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void DrawLines(string path, StudySummary summary, VmName machine) =>
        StudyPlot.Save(path, summary, machine);

    // Those of a lab whose folders are gone are not in the picture.
    private static ImmutableArray<(Scenario, RunResult)> Results(
        IReadOnlyList<PlannedRun> runs,
        FirstResults firsts
    ) =>
        [
            .. runs.Select(run => (run.Scenario, Result: firsts.Of(run)!))
                .Where(run => run.Result is not null),
        ];
}
