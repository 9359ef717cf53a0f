using MigSim.Experiments.Input;
using MigSim.Experiments.Scenarios;
using MigSim.Failover;
using MigSim.Units;

namespace MigSim.Experiments.Tests.Input;

/// <summary>Every file of <c>models</c> can be used.</summary>
public sealed class ModelFileTests
{
    public static TheoryData<string> Scenarios
    {
        get
        {
            var files = new TheoryData<string>();
            foreach (string folder in (string[])["", "related"])
            {
                string path = Path.Combine(Models.Directory, folder);
                foreach (string file in Directory.EnumerateFiles(path, "*.yaml"))
                {
                    files.Add(Path.Combine(folder, Path.GetFileName(file)));
                }
            }

            return files;
        }
    }

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void A_scenario_loads(string file)
    {
        Study study = ScenarioFile.Load(Models.PathOf(file), []);
        Assert.Equal(Path.GetFileNameWithoutExtension(file), study.Name);
        Assert.All(
            study.Points,
            point => Assert.Contains(Path.GetFileName(file), point.Inputs.Keys)
        );
    }

    [Fact]
    public void The_controlled_failure_is_the_papers_experiment()
    {
        Study study = ScenarioFile.Load(Models.PathOf("controlled-failure.yaml"), []);
        Assert.Equal(["script"], study.Axes);
        Assert.Equal(
            ["script=live-migrate", "script=stop-start"],
            study.Points.Select(point => point.Point)
        );
        Scenario first = study.Points[0];
        Assert.Equal(FailoverScript.LiveMigrate, first.Script);
        Assert.Equal(FailoverScript.StopStart, study.Points[1].Script);
        Assert.Equal(
            ["node0", "node1", "node2", "storage"],
            first.Platform.Hosts.Select(h => h.Name.Value)
        );
        Assert.Equal("node0-lan", first.Platform.Links[0].Name.Value);
        Assert.Equal(TimeSpan.FromMicroseconds(0.5), first.Platform.Links[0].Latency);
        Assert.Equal(DataSize.FromMebibytes(128), first.Machines[0].Spec.Memory);
        Assert.Equal("192.168.1.101", first.Machines[0].Spec.Address.ToString());
        Assert.Equal("192.168.1.102", first.Machines[1].Spec.Address.ToString());
        Assert.Equal(TimeSpan.FromSeconds(30), first.Probe.Duration);
        Assert.Equal(5, first.Expectations.Length);
        Assert.Equal(1000, first.Expectations[4].Within);
        Assert.Null(study.Points[1].Expectations[4].Within);
        Assert.Equal("xen-2013", first.Hypervisor.Name);
        Assert.Equal(15, first.Hypervisor.Constants.Length);
        Assert.Contains(first.Constants, c => c.Name == "hypervisor.control_domain.copy_hold");
        Assert.Equal(5, first.Inputs.Count);
    }

    [Theory]
    [InlineData("hypervisors", "hypervisor")]
    [InlineData("platforms", "platform")]
    [InlineData("heartbeat", "cluster")]
    [InlineData("workloads", "machines.*.workload")]
    [InlineData("checkpoints", "machines.*.checkpoints")]
    [InlineData("engines", "engines")]
    public void A_profile_loads(string folder, string field)
    {
        foreach (string file in Directory.EnumerateFiles(Models.PathOf(folder), "*.yaml"))
        {
            string set = $"{field}={folder}/{Path.GetFileName(file)}";
            string[] overrides = [set, "takeover.x1=node1", "failure.kind=crash"];
            Study study = ScenarioFile.Load(Models.PathOf("controlled-failure.yaml"), overrides);
            Assert.All(study.Points[0].Constants, constant => Assert.NotEmpty(constant.Source));
        }
    }

    [Fact]
    public void Every_related_scenario_loads()
    {
        foreach (string file in Directory.EnumerateFiles(Models.PathOf("related"), "*.yaml"))
        {
            Assert.NotEmpty(ScenarioFile.Load(file, []).Points);
        }
    }

    [Fact]
    public void Bare_machines_cost_nothing()
    {
        string scenario = Models.PathOf("controlled-failure.yaml");
        Study study = ScenarioFile.Load(scenario, ["hypervisor=hypervisors/none.yaml"]);
        Assert.Equal("none", study.Points[0].Hypervisor.Name);
        Assert.Equal(TimeSpan.Zero, study.Points[0].Hypervisor.ControlDomain.PacketCost);
        Assert.Equal(10e9, study.Points[0].Hypervisor.ControlDomain.CopyRate.BitsPerSecond);
        Assert.Contains("hypervisors/xen-2013.yaml", study.Points[0].Inputs.Keys);
    }

    [Fact]
    public void The_whole_of_tables_3_and_4_is_expected()
    {
        Study study = ScenarioFile.Load(Models.PathOf("controlled-failure.yaml"), []);
        string[] metrics =
        [
            "rtt.before.mean_ms",
            "rtt.during.mean_ms",
            "rtt.after.first_ms",
            "rtt.after.last_ms",
        ];
        double[][] tables =
        [
            [0.25, 1.0, 0.5, 0.25],
            [0.25, 1.3, 0.6, 0.25],
        ];
        for (int i = 0; i < tables.Length; i++)
        {
            IEnumerable<Expectation> cells = study.Points[i].Expectations.Take(4);
            Assert.Equal(metrics, cells.Select(cell => cell.Metric));
            Assert.Equal(tables[i], cells.Select(cell => cell.Value));
            Assert.All(cells, cell => Assert.Equal(0.05, cell.Within));
            Assert.All(cells, cell => Assert.Equal($"paper table {i + 3}", cell.Source));
        }
    }
}
