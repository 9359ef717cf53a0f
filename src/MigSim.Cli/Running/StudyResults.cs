using System.Collections.Immutable;
using MigSim.Experiments.Reports;
using MigSim.Experiments.Running;

namespace MigSim.Cli.Running;

/// <summary>What is known of a study's runs so far; they are added in the order of the plan.</summary>
internal sealed class StudyResults
{
    private readonly RunPlan _plan;
    private readonly string _testbed;
    private readonly Dictionary<string, Replications> _points = [];
    private readonly List<RunOutcome> _first = [];
    private readonly List<RunOutcome> _failures = [];
    private readonly HashSet<PlannedRun> _kept = new(ReferenceEqualityComparer.Instance);

    public StudyResults(RunPlan plan, string testbed)
    {
        _plan = plan;
        _testbed = testbed;
        foreach (string point in plan.Study.Points.Select(scenario => scenario.Point))
        {
            _points.Add(point, new Replications(point));
        }
    }

    /// <summary>Gets the runs that the testbed did not bring to an end.</summary>
    public IReadOnlyList<RunOutcome> Failures => _failures;

    /// <summary>Gets how many runs have ended.</summary>
    public int EndedCount { get; private set; }

    /// <summary>Gets whether no check failed in any run.</summary>
    public bool Holds { get; private set; } = true;

    /// <summary>Gets whether a run was ended early and kept all the same.</summary>
    public bool IsInterrupted { get; private set; }

    /// <summary>Gets the runs whose folders were kept.</summary>
    public int KeptCount => _kept.Count;

    /// <summary>Gets the first run of each point that has ended, in the order of the study.</summary>
    public IReadOnlyList<RunOutcome> FirstOfEachPoint => _first;

    /// <summary>Adds the next run.</summary>
    public void Add(RunOutcome outcome)
    {
        if (outcome.Result is null)
        {
            _failures.Add(outcome);
            return;
        }

        EndedCount++;
        IsInterrupted |= outcome.Result.Report.Manifest.IsInterrupted;
        Holds &= outcome.Result.Report.Holds;
        _points[outcome.Run.Scenario.Point].Add(outcome.Result.Report);
        if (_first.All(first => first.Run.Scenario.Point != outcome.Run.Scenario.Point))
        {
            _first.Add(outcome);
        }
    }

    /// <summary>Notes that a run's folder was written.</summary>
    public void Kept(PlannedRun run) => _kept.Add(run);

    /// <summary>Gets whether a run's folder was written.</summary>
    public bool IsKept(PlannedRun run) => _kept.Contains(run);

    /// <summary>Describes all runs, point by point.</summary>
    public StudySummary Summarize() =>
        new(
            _plan.Study.Name,
            _testbed,
            _plan.FirstSeed,
            _plan.Replications,
            [.. _plan.Study.Points.Select(scenario => _points[scenario.Point].Summarize())]
        );
}
