using MigSim.Experiments.Running;
using MigSim.Fakes;

namespace MigSim.Reporting.Tests.Running;

public sealed class RunPlanTests
{
    [Fact]
    public void Runs_TwoPoints_PointByPointSeedBySeed()
    {
        var plan = new RunPlan(FakeStudy.Create("a=1", "a=2"), FirstSeed: 7, Replications: 2);

        Assert.Equal(
            [("a=1", 7UL), ("a=1", 8UL), ("a=2", 7UL), ("a=2", 8UL)],
            plan.Begin().Next().Select(run => (run.Scenario.Point, run.Seed))
        );
    }
}
