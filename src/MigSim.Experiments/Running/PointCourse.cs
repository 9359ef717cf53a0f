using MigSim.Experiments.Scenarios;
using MigSim.Experiments.Studies;

namespace MigSim.Experiments.Running;

/// <summary>Which runs a point of a study has.</summary>
internal abstract class PointCourse
{
    /// <summary>Gets about how many runs there are at most.</summary>
    public abstract int RunsMax { get; }

    /// <summary>Gets how many runs have been asked for.</summary>
    public int RunsPlanned { get; private set; }

    /// <summary>Gets whether no more runs will be asked for.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Gets what was found, point by point.</summary>
    public abstract IEnumerable<Replications> Points { get; }

    /// <summary>Makes what a plan asks for at a point.</summary>
    public static PointCourse Of(RunPlan plan, Scenario point) =>
        plan.Study.Design.Find is { } find ? new EdgeCourse(plan, find, point)
        : plan.Study.Design.Until is { } until ? new PreciseCourse(plan, until, point)
        : new FixedCourse(plan, point);

    /// <summary>Gets the runs that are to be made next; none when the point is done.</summary>
    public PlannedRun[] Next(ulong firstSeed)
    {
        // A run that failed leaves a gap: what comes after it cannot be decided.
        (Scenario point, int begun, int count) =
            HasEnded || Points.Sum(runs => runs.Count) < RunsPlanned ? (null!, 0, 0) : Wanted();
        HasEnded = count == 0;
        RunsPlanned += count;
        return
        [
            .. Enumerable
                .Range(begun, count)
                .Select(k => new PlannedRun(point, checked(firstSeed + (ulong)k))),
        ];
    }

    /// <summary>Describes what was found.</summary>
    public virtual IEnumerable<PointSummary> Summarize() =>
        Points.Select(point => point.Summarize());

    /// <summary>Decides which runs are wanted next, all before them being there.</summary>
    /// <returns>The point, how many runs it has, and how many more it shall have.</returns>
    protected abstract (Scenario Point, int Begun, int Count) Wanted();
}
