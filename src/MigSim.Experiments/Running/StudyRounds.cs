using System.Collections.Immutable;
using MigSim.Experiments.Scenarios;

namespace MigSim.Experiments.Running;

/// <summary>
/// The runs of a study, round by round: what is run in a round may depend on what all rounds before it have found, and on nothing else.
/// </summary>
public sealed class StudyRounds
{
    private readonly ulong _firstSeed;
    private readonly Shard? _shard;
    private readonly ImmutableArray<PointCourse> _courses;
    private readonly Dictionary<string, Replications> _points = [];

    internal StudyRounds(RunPlan plan)
    {
        _firstSeed = plan.FirstSeed;
        _courses = [.. plan.Study.Points.Select(point => PointCourse.Of(plan, point))];
        if (plan.Study.Design.Until is not null)
        {
            // Whether a point goes on depends on all its runs: it is not divided.
            _courses = [.. _courses.Where((_, i) => plan.Shard?.Has(i) != false)];
        }
        else
        {
            _shard = plan.Shard;
        }

        RunsMax = _courses.Sum(course => (long)course.RunsMax);
    }

    /// <summary>Gets about how many runs there are at most.</summary>
    public long RunsMax { get; }

    /// <summary>Gets how many of them are not made, as what was looked for was found before.</summary>
    public long RunsSpared =>
        _courses
            .Where(course => course.HasEnded)
            .Sum(course => course.RunsMax - course.RunsPlanned);

    /// <summary>Gets the points that were begun, in their order.</summary>
    public IEnumerable<Replications> Points => _courses.SelectMany(course => course.Points);

    /// <summary>Gets the edges found, in the order of the points.</summary>
    public ImmutableArray<EdgeFinding> Edges =>
        [.. _courses.OfType<EdgeCourse>().Select(course => course.Finding)];

    /// <summary>Gets the runs of the next round: point by point, seed by seed; none when the study is done.</summary>
    public ImmutableArray<PlannedRun> Next()
    {
        ImmutableArray<PlannedRun> runs =
        [
            .. _courses.SelectMany(course => course.Next(_firstSeed)),
        ];
        foreach (Replications point in Points)
        {
            _points.TryAdd(point.Scenario.Point, point);
        }

        return _shard is null ? runs : [.. runs.Where((_, i) => _shard.Has(i))];
    }

    /// <summary>Adds a run that has ended; runs of a point in the order of their seeds.</summary>
    public void Add(RunRecord run) => _points[run.Point].Add(run);

    /// <summary>Describes the points that were begun.</summary>
    public ImmutableArray<PointSummary> Summarize() =>
        [.. _courses.SelectMany(course => course.Summarize())];
}
