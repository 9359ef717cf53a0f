using MigSim.Cli.Labs;
using MigSim.Experiments.Input;
using MigSim.Experiments.Scenarios;
using MigSim.Experiments.Testbeds;

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

    private static Study Load(string change) =>
        ScenarioFile.Load(
            Models("controlled-failure.yaml"),
            ["script=live-migrate", change],
            Testbed()
        );

    private static TestbedDescription Testbed() =>
        TestbedFile.Load(Models("testbeds/heartbeat-namespaces.yaml"));

    private static string Models(string file) => Path.Combine(MigSimProcess.Root, "models", file);
}
