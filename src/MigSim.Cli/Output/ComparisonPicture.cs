using System.Runtime.CompilerServices;
using MigSim.Cli.Running;
using MigSim.Reporting.Plots;

namespace MigSim.Cli.Output;

/// <summary>The picture of a study with two points, one above the other.</summary>
internal static class ComparisonPicture
{
    /// <summary>Draws it if there are two points.</summary>
    public static void Write(string path, IReadOnlyList<RunOutcome> firstOfEachPoint)
    {
        if (firstOfEachPoint.Count == 2)
        {
            Draw(path, firstOfEachPoint);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Draw(string path, IReadOnlyList<RunOutcome> runs) =>
        RttPlot.SaveComparison(path, [.. runs.Select(run => (run.Run.Scenario, run.Result!))]);
}
