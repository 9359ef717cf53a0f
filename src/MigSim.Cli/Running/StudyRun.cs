using System.Collections.Immutable;
using MigSim.Cli.Commands;
using MigSim.Cli.Labs;
using MigSim.Cli.Output;
using MigSim.Cli.Shadow;
using MigSim.Experiments;
using MigSim.Experiments.Reports;
using MigSim.Experiments.Running;
using MigSim.Experiments.Scenarios;
using MigSim.Experiments.Testbeds;
using MigSim.Reporting.Folders;

namespace MigSim.Cli.Running;

/// <summary>One call of <c>migsim run</c>: loads, runs, keeps and prints.</summary>
internal sealed class StudyRun(CliEnvironment environment, RunOptions options)
{
    /// <summary>With more replications than this, only runs with failed checks are kept.</summary>
    private const int KeptReplicationsMax = 10;

    private readonly StatusLine _status = new();

    /// <summary>Does it all.</summary>
    /// <returns>The exit code of the program.</returns>
    public int Execute()
    {
        using var interruption = new Interruption();
        TestbedDescription? testbed =
            options.Testbed == RunOptions.Simulator
                ? null
                : environment.LoadTestbed(options.Testbed);
        Study study = environment.LoadScenario(options.Scenario, options.Overrides, testbed);
        if (options.IsPredicted && testbed is null)
        {
            environment.Error.WriteLine(
                "--predict: a simulation is its own prediction; give a lab with --testbed FILE"
            );
            return ExitCode.InputWrong;
        }

        if (options.IsDryRun)
        {
            return Rehearse(study, testbed, interruption.Token);
        }

        RunPlan plan = Plan(study);
        ShadowPredictions? predictions = options.IsPredicted
            ? Predict(study, testbed!, interruption.Token)
            : null;
        using IBackend backend = testbed is null
            ? environment.CreateSimulation()
            : CreateLabBackend(study, testbed, predictions);
        var folder = new StudyFolder(study.Name, options.Output, plan.Runs.Length);
        CreatedParents parents = OutputException.Guard(
            folder.Path,
            ExitCode.InputWrong,
            folder.Prepare
        );
        try
        {
            var results = new StudyResults(plan, backend.Testbed);
            ProgressDisplay.Show(
                environment,
                study.Name,
                _status,
                progress => Run(plan, backend, folder, results, progress, interruption.Token)
            );
            int code = Finish(plan, folder, results);
            predictions?.PrintScore(environment);

            // A lab keeps what was measured until then.
            return results.IsInterrupted ? throw new OperationCanceledException() : code;
        }
        finally
        {
            parents.RemoveIfEmpty();
        }
    }

    private int Rehearse(
        Study study,
        TestbedDescription? testbed,
        CancellationToken cancellationToken
    )
    {
        if (testbed is null)
        {
            environment.Error.WriteLine(
                "--dry-run: a simulation runs no commands on hosts; give a lab with --testbed FILE"
            );
            return ExitCode.InputWrong;
        }

        ScenarioFit.Check(options.Scenario, study, testbed);
        if (study.Points.Any(point => !point.HasFailure))
        {
            environment.Error.WriteLine(
                $"--dry-run: a controlled failure can be rehearsed, {study.Name} is another experiment"
            );
            return ExitCode.InputWrong;
        }

        foreach (Scenario point in study.Points)
        {
            environment.Output.WriteLine($"# {study.Name}, {point.Point}, {testbed.Name}");
            var rehearsal = new LabRehearsal(testbed, environment.Labs, point, environment.Output);
            rehearsal.Show(cancellationToken);
        }

        return ExitCode.Done;
    }

    private ShadowPredictions Predict(
        Study study,
        TestbedDescription testbed,
        CancellationToken cancellationToken
    )
    {
        ScenarioFit.Check(options.Scenario, study, testbed);
        var campaign = ShadowCampaign.Find(options.Campaign, options.Scenario, study.Points[0]);
        var predictions = ShadowPredictions.Make(environment, campaign, study, cancellationToken);
        predictions.Print(environment);
        return predictions;
    }

    private IBackend CreateLabBackend(
        Study study,
        TestbedDescription testbed,
        ShadowPredictions? predictions
    )
    {
        ScenarioFit.Check(options.Scenario, study, testbed);
        var lab = new LabBackend(testbed, environment.Labs, _status, environment.Error.WriteLine);
        return predictions is null ? lab : new ShadowBackend(lab, predictions);
    }

    private RunPlan Plan(Study study)
    {
        if (options.Seed > ulong.MaxValue - (ulong)(options.Replications - 1))
        {
            throw new OutputException(
                $"--seed: {options.Seed} leaves no room for {options.Replications} replications",
                ExitCode.InputWrong,
                new OverflowException()
            );
        }

        return new RunPlan(study, options.Seed, options.Replications);
    }

    private void Run(
        RunPlan plan,
        IBackend backend,
        StudyFolder folder,
        StudyResults results,
        IProgress<double>? progress,
        CancellationToken cancellationToken
    )
    {
        var runs = new ParallelRuns(
            Math.Min(options.Parallel, backend.ParallelMax),
            (run, share, token) => MakeRun(backend, run, share, token)
        );
        foreach (RunOutcome outcome in runs.Make(plan.Runs, progress, cancellationToken))
        {
            results.Add(outcome);
            if (outcome.Failure is LabRunException failure)
            {
                WriteFailure(folder, backend.Testbed, outcome.Run, failure);
            }

            if (outcome.Result is not null && IsKept(outcome.Result))
            {
                Write(folder, backend.Testbed, outcome.Run, outcome.Result);
                results.Kept(outcome.Run);
            }
        }
    }

    private RunResult MakeRun(
        IBackend backend,
        PlannedRun run,
        IProgress<double> progress,
        CancellationToken cancellationToken
    )
    {
        RunResult result = backend.Run(run.Scenario, run.Seed, progress, cancellationToken);
        RunReport report = result.Report with
        {
            Manifest = result.Report.Manifest with { Overrides = options.Overrides },
        };
        return result with { Report = report with { Tables = ReportTables.Of(report) } };
    }

    private bool IsKept(RunResult result) =>
        options.Keep || options.Replications <= KeptReplicationsMax || !result.Report.Holds;

    private static void Write(StudyFolder folder, string testbed, PlannedRun run, RunResult result)
    {
        string path = folder.RunPath(run.Scenario.Point, testbed, run.Seed);
        OutputException.Guard(
            path,
            ExitCode.TestbedFailed,
            () =>
            {
                RunFolder.Write(path, run.Scenario, result);
                return true;
            }
        );
    }

    // A lab's logs tell why; without them the run would have to be made again.
    private void WriteFailure(
        StudyFolder folder,
        string testbed,
        PlannedRun run,
        LabRunException failure
    )
    {
        string path = folder.RunPath(run.Scenario.Point, testbed, run.Seed) + ".failed";
        OutputException.Guard(
            path,
            ExitCode.TestbedFailed,
            () =>
            {
                RunFolder.WriteFailure(path, failure.Message, failure.Logs);
                return true;
            }
        );
        environment.Error.WriteLine($"the logs of a failed run are in {path}");
    }

    private int Finish(RunPlan plan, StudyFolder folder, StudyResults results)
    {
        StudySummary summary = results.Summarize();
        if (plan.HasSummary && results.EndedCount > 0)
        {
            OutputException.Guard(
                folder.Path,
                ExitCode.TestbedFailed,
                () =>
                {
                    folder.WriteSummary(summary);
                    StudyPicture.Write(folder.Path, results.FirstOfEachPoint, summary);
                    return true;
                }
            );
        }

        if (options.AsJson)
        {
            JsonOutput.Write(environment.Output, plan, results, summary);
        }
        else
        {
            new TextOutput(environment).Write(plan, folder, results, summary);
        }

        foreach (RunOutcome failed in results.Failures)
        {
            PrintFailure(failed);
        }

        return results.Failures.Count > 0 ? ExitCode.TestbedFailed
            : results.Holds ? ExitCode.Done
            : ExitCode.CheckFailed;
    }

    private void PrintFailure(RunOutcome failed)
    {
        string reason = environment.ShowsStackTraces
            ? failed.Failure!.ToString()
            : failed.Failure!.Message;
        environment.Error.WriteLine(
            $"{failed.Run.Scenario.Name}: point {failed.Run.Scenario.Point}, "
                + $"seed {failed.Run.Seed}: {reason}"
        );
    }
}
