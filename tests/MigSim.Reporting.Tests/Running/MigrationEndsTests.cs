using MigSim.Experiments.Running;
using MigSim.Fakes;

namespace MigSim.Reporting.Tests.Running;

/// <summary>Migrations that did not end have no total time that could be compared with others.</summary>
public sealed class MigrationEndsTests
{
    private const string Total = "migration.x0.total_ms";
    private const string Failover = "failover.x0.total_ms";

    [Fact]
    public void Values_RunInWhichItDidNotEnd_HasNone()
    {
        var runs = new Replications(FakeStudy.CreateScenario());
        runs.Add(new RunRecord("base", 1, [Failover, Total], [5000, 4000], [], false));
        runs.Add(new RunRecord("base", 2, [Failover, Total], [double.NaN, 60000], [], false));

        Assert.Equal([4000.0, null], runs.Values(Total));
        Assert.Equal([5000.0, null], runs.Values(Failover));
    }

    [Fact]
    public void Values_TestbedThatDoesNotTell_AreAsTheyAre()
    {
        var runs = new Replications(FakeStudy.CreateScenario());
        runs.Add(new RunRecord("base", 1, [Total], [4000], [], false));

        Assert.Equal([4000.0], runs.Values(Total));
    }

    [Theory]
    [InlineData("migration.x0.total_ms", "failover.x0.total_ms")]
    [InlineData("migration.x0.downtime_ms", null)]
    [InlineData("rtt.during.mean_ms", null)]
    public void Of_Metric_NamesWhatTells(string metric, string? expected) =>
        Assert.Equal(expected, MigrationEnds.Of(metric));
}
