using System.Collections.Immutable;
using MigSim.Experiments.Reports;
using MigSim.Experiments.Running;
using MigSim.Experiments.Statistics;

namespace MigSim.Cli.Running;

/// <summary>What is known of a study's runs so far; they are added in the order of the plan.</summary>
/// <param name="plan">What is run.</param>
/// <param name="testbed">The testbed's name.</param>
internal sealed class StudyResults(RunPlan plan, string testbed)
{
    /// <summary>The results of so many points are kept whole, for the picture that sets them side by side.</summary>
    private const int WholeMax = 2;

    private readonly List<RunOutcome> _failures = [];
    private readonly List<PlannedRun> _kept = [];
    private readonly List<PlannedRun> _first = [];
    private readonly HashSet<string> _begun = [];
    private readonly Dictionary<PlannedRun, RunResult> _whole = new(
        ReferenceEqualityComparer.Instance
    );

    /// <summary>Gets which runs there are.</summary>
    public StudyRounds Rounds { get; } = plan.Begin();

    /// <summary>Gets the runs that the testbed did not bring to an end.</summary>
    public IReadOnlyList<RunOutcome> Failures => _failures;

    /// <summary>Gets how many runs have ended.</summary>
    public int EndedCount { get; private set; }

    /// <summary>Gets whether no check failed in any run.</summary>
    public bool Holds { get; private set; } = true;

    /// <summary>Gets whether a run was ended early and kept all the same.</summary>
    public bool IsInterrupted { get; private set; }

    /// <summary>Gets the runs whose folders were kept, in the order of the plan.</summary>
    public IReadOnlyList<PlannedRun> Kept => _kept;

    /// <summary>Gets the first run of each point that has ended, in the order of the study.</summary>
    public IReadOnlyList<PlannedRun> FirstOfEachPoint => _first;

    /// <summary>Adds the next run.</summary>
    public void Add(RunOutcome outcome)
    {
        if (outcome.Record is null)
        {
            _failures.Add(outcome);
            return;
        }

        EndedCount++;
        IsInterrupted |= outcome.Result?.Report.Manifest.IsInterrupted == true;
        Holds &= outcome.Record.Holds;
        Rounds.Add(outcome.Record);
        if (outcome.Record.IsKept)
        {
            _kept.Add(outcome.Run);
        }

        if (_begun.Add(outcome.Record.Point))
        {
            _first.Add(outcome.Run);
            if (outcome.Result is { } result)
            {
                Keep(outcome.Run, result);
            }
        }
    }

    /// <summary>Gets the result of the first run of a point, as far as it was kept.</summary>
    public RunResult? Result(PlannedRun run) => _whole.GetValueOrDefault(run);

    /// <summary>Describes all runs, point by point.</summary>
    public StudySummary Summarize() =>
        new(plan.Study.Name, testbed, plan.FirstSeed, plan.Replications, Rounds.Summarize())
        {
            Edges = Rounds.Edges,
            Findings = StudyFindings.Of(plan.Study.Design, Rounds.Points),
        };

    // Samples and events of thousands of points would fill the memory; reports of single runs are printed.
    private void Keep(PlannedRun run, RunResult result)
    {
        bool isWhole = _first.Count <= WholeMax || !run.Scenario.HasFailure;
        if (isWhole || plan.IsSingle)
        {
            _whole.Add(
                run,
                isWhole ? result : result with { Events = [], Samples = [], Logs = [] }
            );
        }
    }
}
