using System.Collections.Immutable;
using MigSim.Experiments.Reports;
using MigSim.Experiments.Running;
using MigSim.Experiments.Scenarios;
using MigSim.Experiments.Statistics;

namespace MigSim.Cli.Composition;

/// <summary>Runs a study on the simulator in this process, and keeps nothing but its summary.</summary>
public static class SimulatedStudy
{
    /// <summary>Makes all runs, on all processors.</summary>
    /// <param name="study">What is studied.</param>
    /// <param name="firstSeed">The seed of the first replication of every point.</param>
    /// <param name="replications">How many runs each point has; null for what the study says.</param>
    /// <param name="cancellationToken">Ends them early.</param>
    /// <returns>The summary, the same as that of <c>migsim run</c>.</returns>
    public static StudySummary Run(
        Study study,
        ulong firstSeed,
        int? replications,
        CancellationToken cancellationToken
    )
    {
        using var backend = new SimulatedBackend();
        var plan = RunPlan.Of(study, firstSeed, replications);
        StudyRounds rounds = plan.Begin();
        while (rounds.Next() is { IsEmpty: false } round)
        {
            ImmutableArray<RunRecord> records =
            [
                .. round
                    .AsParallel()
                    .AsOrdered()
                    .WithCancellation(cancellationToken)
                    .Select(run =>
                        RunRecord.Of(
                            backend.Run(run.Scenario, run.Seed, null, cancellationToken).Report,
                            isKept: false
                        )
                    ),
            ];
            foreach (RunRecord record in records)
            {
                rounds.Add(record);
            }
        }

        return new(study.Name, backend.Testbed, firstSeed, plan.Replications, rounds.Summarize())
        {
            Edges = rounds.Edges,
            Findings = StudyFindings.Of(study.Design, rounds.Points),
        };
    }
}
