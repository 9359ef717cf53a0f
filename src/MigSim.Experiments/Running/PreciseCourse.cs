using MigSim.Experiments.Scenarios;
using MigSim.Experiments.Studies;

namespace MigSim.Experiments.Running;

/// <summary>A point that has runs until a mean is known well enough.</summary>
/// <remarks>
/// It is judged after the first runs and after every batch, whatever the number of workers. An interval that is looked at again and
/// again until it is narrow enough holds the true mean somewhat less often than one of a fixed number of runs; the more so the
/// fewer the first runs are (A. M. Law, Simulation Modeling and Analysis, section 9.4.1).
/// </remarks>
internal sealed class PreciseCourse(RunPlan plan, Precision until, Scenario point) : PointCourse
{
    private readonly Replications _runs = new(point);

    public override int RunsMax => plan.ReplicationsMax;

    public override IEnumerable<Replications> Points => [_runs];

    private bool IsPrecise =>
        SampleStatistics.Of(_runs.Values(until.Metric).OfType<double>())
            is { HalfInterval: { } half, Mean: var mean }
        && half <= (until.IsRelative ? until.Within * Math.Abs(mean) : until.Within);

    public override IEnumerable<PointSummary> Summarize() =>
        [_runs.Summarize() with { IsPrecise = IsPrecise }];

    protected override (Scenario Point, int Begun, int Count) Wanted() =>
        (
            point,
            _runs.Count,
            _runs.Count == 0 ? plan.Replications
            : IsPrecise ? 0
            : Math.Min(RunPlan.Batch, RunsMax - _runs.Count)
        );
}
