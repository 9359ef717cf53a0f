using MigSim.Cli.Commands;
using MigSim.Cli.Labs;
using MigSim.Cli.Output;
using MigSim.Cli.Shadow;
using MigSim.Cli.Slurm;
using MigSim.Experiments;
using MigSim.Experiments.Input;
using MigSim.Experiments.Running;
using MigSim.Experiments.Scenarios;
using MigSim.Experiments.Testbeds;
using MigSim.Reporting.Folders;

namespace MigSim.Cli.Running;

/// <summary>One call of <c>migsim run</c>: loads, runs, keeps and prints.</summary>
internal sealed class StudyRun(CliEnvironment environment, RunOptions options)
{
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
        Study study = environment.LoadScenario(
            options.Scenario,
            options.Overrides,
            testbed,
            options.Yes ? ScenarioFile.PointsMax : ScenarioFile.PointsUsual
        );
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
        var folder = new StudyFolder(study.Name, options.Output, plan.HasSummary ? 2 : 1);
        CreatedParents parents = OutputException.Guard(
            folder.Path,
            ExitCode.InputWrong,
            folder.Prepare
        );
        try
        {
            int code = Run(plan, backend, folder, interruption.Token);
            predictions?.PrintScore(environment);
            return code;
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
        RunPlan plan = RunPlan.Of(study, options.Seed, options.Replications) with
        {
            Shard = options.Shard,
        };
        if (options.Seed > ulong.MaxValue - (ulong)(plan.ReplicationsMax - 1))
        {
            throw OutputException.WrongInput(
                $"--seed: {options.Seed} leaves no room for {plan.ReplicationsMax} replications"
            );
        }

        string? divider =
            plan.Shard is not null ? "--shard"
            : options.Engine == RunEngine.Slurm ? "--engine slurm"
            : null;
        return divider is null ? plan
            : study.Design.Find is not null
                ? throw OutputException.WrongInput(
                    $"{divider}: the runs of a search (find) follow from each other; run it in one piece"
                )
            : plan.HasSummary ? plan
            : throw OutputException.WrongInput(
                $"{divider}: there is one run, which cannot be divided"
            );
    }

    private int Run(
        RunPlan plan,
        IBackend backend,
        StudyFolder folder,
        CancellationToken cancellationToken
    )
    {
        var program = ProgramVersion.Read();
        var study = StudyIdentity.Of(
            plan,
            backend.Testbed,
            program.Version,
            program.Commit,
            options.Overrides
        );
        if (options.Engine == RunEngine.Slurm)
        {
            RunOnSlurm(plan, folder, study, cancellationToken);
        }

        using var journal = new StudyJournal(
            plan,
            folder,
            study,
            options.Resume || options.Engine == RunEngine.Slurm
        );
        var results = new StudyResults(plan, backend.Testbed);
        var execution = new StudyExecution(environment, options, plan, backend, folder);
        try
        {
            ProgressDisplay.Show(
                environment,
                plan.Shard is null ? plan.Study.Name : $"{plan.Study.Name} {plan.Shard.Text}",
                _status,
                progress => execution.Run(results, journal, progress, cancellationToken)
            );
        }
        catch (OperationCanceledException) when (journal.IsThere)
        {
            environment.Error.WriteLine(
                $"{results.EndedCount} runs are in {journal.Path}; --resume goes on with them"
            );
            throw;
        }

        int code = new StudyEnd(environment, options, plan, folder).Execute(
            results,
            new FirstResults(
                results,
                run => folder.RunPath(run.Scenario.Point, backend.Testbed, run.Seed),
                options.Testbed == RunOptions.Simulator
                    ? run => execution.Make(run, cancellationToken)
                    : null
            )
        );
        journal.End(results.Failures.Count);

        // A lab keeps what was measured until then.
        return results.IsInterrupted ? throw new OperationCanceledException() : code;
    }

    // What the jobs found is in the journals of their shards: the rest is as if it was interrupted there.
    private void RunOnSlurm(
        RunPlan plan,
        StudyFolder folder,
        StudyIdentity study,
        CancellationToken cancellationToken
    )
    {
        using (new StudyJournal(plan, folder, study, options.Resume))
        {
            // Another study that is there is refused before anything is submitted.
        }

        var shards = new SlurmShards(options, plan, folder, _status);
        try
        {
            ProgressDisplay.Show(
                environment,
                plan.Study.Name,
                _status,
                progress => shards.Run(progress, cancellationToken)
            );
        }
        catch (OperationCanceledException)
        {
            environment.Error.WriteLine(
                $"the jobs were cancelled; their runs are in {folder.ShardsPath}; --resume goes on with them"
            );
            throw;
        }
    }
}
