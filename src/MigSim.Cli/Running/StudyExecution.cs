using MigSim.Cli.Commands;
using MigSim.Cli.Labs;
using MigSim.Experiments;
using MigSim.Experiments.Reports;
using MigSim.Experiments.Running;
using MigSim.Reporting.Folders;

namespace MigSim.Cli.Running;

/// <summary>Makes the runs of a study that are not in its journals, and keeps what they find.</summary>
internal sealed class StudyExecution(
    CliEnvironment environment,
    RunOptions options,
    RunPlan plan,
    IBackend backend,
    StudyFolder folder
)
{
    /// <summary>With more replications than this, only runs with failed checks are kept.</summary>
    private const int KeptReplicationsMax = 10;

    /// <summary>With more runs than this too: the folders and pictures of thousands would take longer than the runs.</summary>
    private const int KeptRunsMax = 200;

    // What a lab measured cannot be had again.
    private readonly bool _keepsAll =
        options.Keep
        || options.Testbed != RunOptions.Simulator
        || (
            plan.ReplicationsMax <= KeptReplicationsMax
            && (long)plan.Study.Points.Length * plan.ReplicationsMax <= KeptRunsMax
        );

    /// <summary>Makes them.</summary>
    /// <param name="results">Is given every run, those that were made before too.</param>
    /// <param name="journal">The runs that were made before, and where all others are written down.</param>
    /// <param name="progress">Is told how far they are; may be null.</param>
    /// <param name="cancellationToken">Ends them early.</param>
    /// <exception cref="OperationCanceledException">They were ended early.</exception>
    public void Run(
        StudyResults results,
        StudyJournal journal,
        IProgress<double>? progress,
        CancellationToken cancellationToken
    )
    {
        var total = new TotalProgress(results.Rounds.RunsMax, progress);
        var runs = new ParallelRuns(
            Math.Min(options.Parallel, backend.ParallelMax),
            (run, share, token) =>
                journal.Find(run) is { } record
                    ? new RunOutcome(run, record, null, null)
                    : Make(run, share, token)
        );
        try
        {
            while (results.Rounds.Next() is { IsEmpty: false } round)
            {
                total.Spare(results.Rounds.RunsSpared);
                foreach (RunOutcome outcome in runs.Make(round, total, cancellationToken))
                {
                    Take(outcome, results, journal);
                }
            }
        }
        finally
        {
            journal.Write();
        }
    }

    /// <summary>Makes one run.</summary>
    public RunResult Make(PlannedRun run, CancellationToken cancellationToken) =>
        Make(run, progress: null, cancellationToken).Result!;

    private RunOutcome Make(
        PlannedRun run,
        IProgress<double>? progress,
        CancellationToken cancellationToken
    )
    {
        RunResult result = backend.Run(run.Scenario, run.Seed, progress, cancellationToken);
        RunReport report = result.Report with
        {
            Manifest = result.Report.Manifest with { Overrides = options.Overrides },
        };
        bool isKept = _keepsAll || !report.Holds;
        if (isKept || plan.IsSingle)
        {
            report = report with { Tables = ReportTables.Of(result with { Report = report }) };
        }

        return new RunOutcome(
            run,
            RunRecord.Of(report, isKept),
            result with
            {
                Report = report,
            },
            null
        );
    }

    private void Take(RunOutcome outcome, StudyResults results, StudyJournal journal)
    {
        if (outcome.Failure is LabRunException failure)
        {
            WriteFailure(outcome.Run, failure);
        }

        if (outcome is { Record.IsKept: true, Result: { } result })
        {
            string path = PathOf(outcome.Run);
            Write(path, () => RunFolder.Write(path, outcome.Run.Scenario, result));
        }

        results.Add(outcome);

        // What was broken off is made again.
        if (outcome.Record is { } record && outcome.Result?.Report.Manifest.IsInterrupted != true)
        {
            journal.Add(record);
        }
    }

    // A lab's logs tell why; without them the run would have to be made again.
    private void WriteFailure(PlannedRun run, LabRunException failure)
    {
        string path = PathOf(run) + ".failed";
        Write(path, () => RunFolder.WriteFailure(path, failure.Message, failure.Logs));
        environment.Error.WriteLine($"the logs of a failed run are in {path}");
    }

    private string PathOf(PlannedRun run) =>
        folder.RunPath(run.Scenario.Point, backend.Testbed, run.Seed);

    private static void Write(string path, Action write) =>
        OutputException.Guard(path, ExitCode.TestbedFailed, write);
}
