using MigSim.Experiments.Scenarios;

namespace MigSim.Experiments.Running;

/// <summary>A point that has as many runs as were asked for.</summary>
internal sealed class FixedCourse(RunPlan plan, Scenario point) : PointCourse
{
    public override int RunsMax => plan.Replications;

    public override IEnumerable<Replications> Points { get; } = [new(point)];

    protected override (Scenario Point, int Begun, int Count) Wanted() =>
        (point, 0, RunsPlanned == 0 ? plan.Replications : 0);
}
