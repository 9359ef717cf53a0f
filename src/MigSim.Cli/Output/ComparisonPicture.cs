using System.Runtime.CompilerServices;
using MigSim.Cli.Running;
using MigSim.Experiments.Running;
using MigSim.Reporting.Plots;

namespace MigSim.Cli.Output;

/// <summary>The picture of a study: two points one above the other, or lines through more.</summary>
internal static class ComparisonPicture
{
    /// <summary>Draws it if there are several points.</summary>
    public static void Write(
        string path,
        IReadOnlyList<RunOutcome> firstOfEachPoint,
        StudySummary summary
    )
    {
        if (firstOfEachPoint.Count == 2)
        {
            Draw(path, firstOfEachPoint);
        }
        else if (firstOfEachPoint.Count > 2)
        {
            Draw(path, summary, firstOfEachPoint[0].Run.Scenario.Probe.Target);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Draw(string path, StudySummary summary, VmName machine) =>
        StudyPlot.Save(path, summary, machine);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Draw(string path, IReadOnlyList<RunOutcome> runs) =>
        RttPlot.SaveComparison(path, [.. runs.Select(run => (run.Run.Scenario, run.Result!))]);
}
