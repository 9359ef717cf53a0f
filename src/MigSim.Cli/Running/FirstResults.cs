using MigSim.Experiments;
using MigSim.Experiments.Reports;
using MigSim.Experiments.Running;
using MigSim.Reporting.Folders;

namespace MigSim.Cli.Running;

/// <summary>The results of the first run of each point, which pictures and reports are made of.</summary>
/// <param name="results">What is known of the study.</param>
/// <param name="runPath">Names the folder of a run.</param>
/// <param name="again">Makes a run again where that gives the same; null where it does not.</param>
internal sealed class FirstResults(
    StudyResults results,
    Func<PlannedRun, string> runPath,
    Func<PlannedRun, RunResult>? again
)
{
    /// <summary>Gets a result: from memory, from the run's folder, or by making the run again; null if it is gone.</summary>
    public RunResult? Of(PlannedRun run) =>
        results.Result(run)
        ?? (
            results.Kept.Contains(run) && Directory.Exists(runPath(run))
                ? StoredRuns.Read(runPath(run)).Result
                : again?.Invoke(run)
        );
}
