using MigSim.Experiments.Input;
using MigSim.Experiments.Scenarios;
using MigSim.Units;

namespace MigSim.Experiments.Tests.Input;

/// <summary>Scenarios of the memory experiment, right and wrong.</summary>
public sealed class MemoryCpuInputTests
{
    private const string Valid = """
        experiment: memory-cpu
        platform: platforms/three-nodes-gigabit.yaml
        hypervisor: hypervisors/xen-2013.yaml
        machines:
          x0: { host: node0, memory: 256 MiB, workload: workloads/idle.yaml, engine: xen-legacy }
        setting: physical-hosts
        server: { machine: x0, profile: servers/apache-balloon.yaml, balloon: 20 MiB, accesses: 10 }
        load: { source: storage, rate: 10 /s, connections: 30 }

        """;

    [Fact]
    public void Load_PaperScenario_HasBothTables()
    {
        Study study = ScenarioFile.Load(Models.PathOf("memory-cpu.yaml"), []);

        Assert.Equal(10, study.Points.Length);
        Assert.Equal("setting=virtual-machines,balloon=10MiB", study.Points[0].Point);
        Assert.All(study.Points, point => Assert.Equal(2, point.Expectations.Length));
        double[] table1 = [0.046, 0.050, 0.067, 0.099, 0.141];
        double[] table2 = [0.022, 0.036, 0.047, 0.081, 0.110];
        Assert.Equal(
            table1.Concat(table2),
            study.Points.Select(point => point.Expectations[0].Value)
        );
        foreach (Scenario point in study.Points)
        {
            Assert.Equal(
                0.1 * point.Expectations[0].Value,
                point.Expectations[0].Within!.Value,
                1e-9
            );
            Assert.Equal(0.5, point.Expectations[1].Within);
        }
    }

    [Fact]
    public void Load_Valid_SaysWhatToDo()
    {
        Scenario scenario = Assert.Single(Load("", "").Points);

        Assert.Equal(ServerSetting.PhysicalHosts, scenario.Setting);
        Assert.Equal(DataSize.FromMebibytes(20), scenario.Server!.Balloon);
        Assert.Equal(TimeSpan.FromSeconds(3), scenario.Load!.Duration);
        Assert.Equal(TimeSpan.FromSeconds(5), scenario.Load.Timeout);
        Assert.Throws<InvalidOperationException>(() => scenario.Probe);
    }

    [Theory]
    [InlineData("machine: x0", "machine: x9", "unknown machine 'x9'; did you mean 'x0'?")]
    [InlineData("20 MiB", "15 MiB", "expected a whole number of steps of 10 MiB")]
    [InlineData("20 MiB", "2 GiB", "expected a whole number of steps of 10 MiB, at most 1 GiB")]
    [InlineData("source: storage", "source: storrage", "did you mean 'storage'?")]
    [InlineData("rate: 10 /s", "rate: 0 /s", "expected a rate above 0")]
    [InlineData("rate: 10 /s", "rate: 1 /h", "expected a load of at most 24 h")]
    [InlineData(
        "setting: physical-hosts",
        "setting: physical-host",
        "did you mean 'physical-hosts'?"
    )]
    [InlineData("server: {", "servers: {", "unknown field 'servers' in the scenario")]
    [InlineData(
        "setting: physical-hosts",
        "failure: { at: 1 s, host: node0 }",
        "expected 'controlled-failure' as the experiment, or no 'failure'"
    )]
    public void Load_Wrong_SaysWhatWasExpected(string old, string replacement, string words)
    {
        InputException exception = Assert.Throws<InputException>(() => Load(old, replacement));

        Assert.Contains(words, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_NoServer_IsMissing()
    {
        InputException exception = Assert.Throws<InputException>(() =>
            Load(
                "server: { machine: x0, profile: servers/apache-balloon.yaml, balloon: 20 MiB, accesses: 10 }",
                ""
            )
        );

        Assert.Contains("missing field 'server'", exception.Message, StringComparison.Ordinal);
    }

    private static Study Load(string old, string replacement)
    {
        using var folder = new InputFolder();
        Assert.Contains(old, Valid, StringComparison.Ordinal);
        string text =
            old.Length == 0 ? Valid : Valid.Replace(old, replacement, StringComparison.Ordinal);
        folder.Write(InputFolder.Scenario, text);
        return folder.Load();
    }
}
