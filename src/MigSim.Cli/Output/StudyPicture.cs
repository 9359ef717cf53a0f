using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using MigSim.Cli.Running;
using MigSim.Experiments.Reports;
using MigSim.Experiments.Running;
using MigSim.Experiments.Scenarios;
using MigSim.Reporting.Plots;

namespace MigSim.Cli.Output;

/// <summary>The picture of a study: two points one above the other, or lines through more.</summary>
internal static class StudyPicture
{
    /// <summary>Draws it, if its points make one.</summary>
    public static void Write(
        string path,
        IReadOnlyList<RunOutcome> firstOfEachPoint,
        StudySummary summary
    )
    {
        if (firstOfEachPoint.Count < 2)
        {
            return;
        }

        if (firstOfEachPoint.Any(run => !run.Run.Scenario.HasFailure))
        {
            if (firstOfEachPoint.Count(run => run.Run.Scenario.Server?.Accesses > 0) > 2)
            {
                DrawMemory(path, firstOfEachPoint);
            }
        }
        else if (firstOfEachPoint.Count == 2)
        {
            DrawPair(path, firstOfEachPoint);
        }
        else
        {
            DrawLines(path, summary, firstOfEachPoint[0].Run.Scenario.Probe.Target);
        }
    }

    // Drawing is loaded only where there is something to draw.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void DrawMemory(string path, IReadOnlyList<RunOutcome> runs) =>
        MemoryPlot.Save(Path.Combine(path, "comparison"), Results(runs));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void DrawPair(string path, IReadOnlyList<RunOutcome> runs) =>
        RttPlot.SaveComparison(Path.Combine(path, "comparison"), Results(runs));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void DrawLines(string path, StudySummary summary, VmName machine) =>
        StudyPlot.Save(path, summary, machine);

    private static ImmutableArray<(Scenario, RunResult)> Results(
        IReadOnlyList<RunOutcome> outcomes
    ) => [.. outcomes.Select(run => (run.Run.Scenario, run.Result!))];
}
