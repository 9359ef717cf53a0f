using MigSim.Cli.Commands;
using MigSim.Cli.Output;
using MigSim.Experiments.Running;
using MigSim.Reporting.Folders;
using MigSim.Reporting.Plots;

namespace MigSim.Cli.Running;

/// <summary>What is written and printed when the runs of a study have been made.</summary>
internal sealed class StudyEnd(
    CliEnvironment environment,
    RunOptions options,
    RunPlan plan,
    StudyFolder folder
)
{
    /// <summary>Writes summary and pictures, and prints the results.</summary>
    /// <returns>The exit code of the program.</returns>
    public int Execute(StudyResults results, FirstResults firsts)
    {
        if (plan.Shard is null)
        {
            Summarize(results, firsts);
        }
        else if (!options.AsJson)
        {
            environment.Output.WriteLine(
                $"shard {plan.Shard.Text}: {results.EndedCount} runs in {folder.ShardJournalPath(plan.Shard)}; "
                    + "the same command with --resume in place of --shard collects all shards"
            );
        }

        foreach (RunOutcome failed in results.Failures)
        {
            PrintFailure(failed);
        }

        return results.Failures.Count > 0 ? ExitCode.TestbedFailed
            : results.Holds ? ExitCode.Done
            : ExitCode.CheckFailed;
    }

    private void Summarize(StudyResults results, FirstResults firsts)
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
                    folder.WritePage(
                        plan.Study,
                        summary,
                        [
                            .. results.FirstOfEachPoint.Select(run => new FirstRun(
                                run.Scenario,
                                () => firsts.Of(run)
                            )),
                        ]
                    );
                }
            );
        }

        if (options.AsJson)
        {
            JsonOutput.Write(environment.Output, plan, results, firsts, summary);
        }
        else
        {
            new TextOutput(environment).Write(plan, folder, results, summary);
        }
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
