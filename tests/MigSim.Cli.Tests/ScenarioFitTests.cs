using MigSim.Cli.Labs;
using MigSim.Experiments.Input;
using MigSim.Experiments.Scenarios;
using MigSim.Experiments.Testbeds;
using MigSim.Lab.Agents;
using MigSim.Virtualization;

namespace MigSim.Cli.Tests;

/// <summary>What a lab cannot do is refused before anything is touched.</summary>
public sealed class ScenarioFitTests
{
    [Fact]
    public void Check_HeartbeatsOwnOrderAndNetwork_Passes() =>
        ScenarioFit.Check("scenario.yaml", Load("cluster.order=one-by-one"), Testbed());

    [Theory]
    [InlineData("cluster.order=all-at-once", "cluster.order: one-by-one", "all-at-once")]
    [InlineData("cluster.network=lan", "cluster.network: heartbeat", "lan")]
    public void Check_ClusterThatHeartbeatIsNot_SaysWhatIsExpected(
        string change,
        string expected,
        string found
    )
    {
        InputException refused = Assert.Throws<InputException>(() =>
            ScenarioFit.Check("scenario.yaml", Load(change), Testbed())
        );

        InputError error = Assert.Single(refused.Errors);
        Assert.StartsWith(expected, error.Expected, StringComparison.Ordinal);
        Assert.Equal(found, error.Found);
    }

    [Fact]
    public void AgentMachine_SystemThatWritesByItself_TheLoadAloneIsAskedFor()
    {
        Study study = ScenarioFile.Load(
            Models("lab-migrations.yaml"),
            [
                "machines.x0.workload.writes.hot.pages=2048",
                "machines.x0.workload.writes.hot.rewrites=0.3 /s",
                "machines.x0.workload.read_only=76316 KiB",
            ],
            Testbed()
        );
        VmSpec machine = study.Points[0].Machines[0].Spec;
        Assert.Equal(1500, machine.Workload.SystemWrites.Single().Pages);
        AgentPageClass asked = Assert.Single(AgentMachine.Of(machine).Writes);
        Assert.Equal((2048, 0.3), (asked.Pages, asked.RewritesPerSecond));
    }

    private static Study Load(string change) =>
        ScenarioFile.Load(
            Models("controlled-failure.yaml"),
            ["script=live-migrate", change],
            Testbed()
        );

    private static TestbedDescription Testbed() =>
        TestbedFile.Load(Models("testbeds/heartbeat-namespaces.yaml"));

    private static string Models(string file)
    {
        string? folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder!, "MigSim.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return Path.Combine(folder!, "models", file);
    }
}
