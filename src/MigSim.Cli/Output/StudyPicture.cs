using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using MigSim.Cli.Running;
using MigSim.Experiments.Reports;
using MigSim.Experiments.Scenarios;
using MigSim.Reporting.Plots;

namespace MigSim.Cli.Output;

/// <summary>The picture of a study: its points together.</summary>
internal static class StudyPicture
{
    /// <summary>Draws it, if its points make one.</summary>
    public static void Write(string path, IReadOnlyList<RunOutcome> firstOfEachPoint)
    {
        bool isMoved = firstOfEachPoint.All(run => run.Run.Scenario.HasFailure);
        bool hasCurve = firstOfEachPoint.Count(run => run.Run.Scenario.Server?.Accesses > 0) > 2;
        if (isMoved ? firstOfEachPoint.Count == 2 : hasCurve)
        {
            Draw(path, isMoved, firstOfEachPoint);
        }
    }

    // Drawing is loaded only where there is something to draw.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Draw(string path, bool isMoved, IReadOnlyList<RunOutcome> outcomes)
    {
        ImmutableArray<(Scenario, RunResult)> runs =
        [
            .. outcomes.Select(run => (run.Run.Scenario, run.Result!)),
        ];
        if (isMoved)
        {
            RttPlot.SaveComparison(path, runs);
        }
        else
        {
            MemoryPlot.Save(path, runs);
        }
    }
}
