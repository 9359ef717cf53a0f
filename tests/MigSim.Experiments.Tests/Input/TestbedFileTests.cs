using MigSim.Experiments.Input;
using MigSim.Experiments.Scenarios;
using MigSim.Experiments.Testbeds;
using MigSim.Failover;

namespace MigSim.Experiments.Tests.Input;

/// <summary>Testbed files: what they say, and what they change in a scenario.</summary>
public sealed class TestbedFileTests
{
    private const string Namespaces = """
        kind: namespaces
        platform: ../platforms/three-nodes-gigabit.yaml
        set:
          restart: save-restore
          failure.at: 5 s

        """;

    private const string Ssh = """
        kind: ssh
        platform: ../platforms/three-nodes-gigabit.yaml
        ssh:
          user: root
          hosts:
            node0: { address: lab0.example.org, port: 2222 }
            node1: lab1.example.org
        xl_configurations: { x0: /etc/xen/x0.cfg }
        fence: /usr/local/sbin/power-off --now {host}
        heartbeat: { interface: eth1 }

        """;

    [Fact]
    public void A_virtual_lab_has_the_usual_values()
    {
        using var folder = new InputFolder();
        TestbedDescription testbed = Load(folder, Namespaces);
        Assert.Equal("lab", testbed.Name);
        Assert.Equal(TestbedKind.Namespaces, testbed.Kind);
        Assert.Equal(LabHypervisor.Qemu, testbed.Hypervisor);
        Assert.Equal(TimeSpan.FromMinutes(10), testbed.TimeLimit);
        Assert.Equal(TimeSpan.FromSeconds(9), testbed.ProbeAfter);
        Assert.Equal(4, testbed.Platform.Hosts.Length);
    }

    [Fact]
    public void A_scenario_gets_the_platform_and_the_values_of_the_testbed()
    {
        using var folder = new InputFolder();
        folder.Write("platforms/other.yaml", "extends: three-nodes-gigabit.yaml\n");
        TestbedDescription testbed = Load(
            folder,
            Namespaces.Replace("three-nodes-gigabit", "other")
        );
        Study study = ScenarioFile.Load(folder.PathOf(InputFolder.Scenario), [], testbed);
        Assert.Equal(
            ["script=live-migrate", "script=stop-start"],
            study.Points.Select(p => p.Point)
        );
        Assert.All(
            study.Points,
            point =>
            {
                Assert.Equal("other", point.Platform.Name);
                Assert.Contains("platforms/other.yaml", point.Inputs.Keys);
                Assert.Equal(testbed.Digest, point.Inputs["testbeds/lab.yaml"]);
                Assert.Equal(RestartMode.SaveRestore, point.Restart);
                Assert.Equal(TimeSpan.FromSeconds(5), point.Failure.At);
                Assert.Equal(30, point.Probe.Duration.TotalSeconds);
            }
        );
    }

    [Fact]
    public void The_command_line_changes_what_the_testbed_changed()
    {
        using var folder = new InputFolder();
        TestbedDescription testbed = Load(folder, Namespaces);
        Study study = ScenarioFile.Load(
            folder.PathOf(InputFolder.Scenario),
            ["failure.at=7s"],
            testbed
        );
        Assert.Equal(TimeSpan.FromSeconds(7), study.Points[0].Failure.At);
    }

    [Fact]
    public void Physical_hosts_are_described()
    {
        using var folder = new InputFolder();
        SshLab lab = Load(folder, Ssh).Ssh!;
        Assert.Equal("root", lab.User);
        Assert.Null(lab.IdentityFile);
        Assert.Equal(new SshLabHost("lab0.example.org", 2222), lab.Hosts[new HostName("node0")]);
        Assert.Equal(new SshLabHost("lab1.example.org", null), lab.Hosts[new HostName("node1")]);
        Assert.Equal("/etc/xen/x0.cfg", lab.XlConfigurations[new VmName("x0")]);
        Assert.Equal(["/usr/local/sbin/power-off", "--now", "{host}"], lab.Fence);
        Assert.Equal("eth1", lab.HeartbeatInterface);
    }

    [Theory]
    [InlineData("kind: namespaces", "kind: namespace", "did you mean 'namespaces'?")]
    [InlineData("kind: namespaces\n", "", "missing field 'kind' in the testbed")]
    [InlineData("set:", "sett:", "unknown field 'sett' in the testbed; did you mean 'set'?")]
    [InlineData("three-nodes-gigabit", "three-node-gigabit", "did you mean '../platforms/three-")]
    [InlineData("set:", "fence: halt\nset:", "the field 'fence' has no meaning in a testbed of")]
    [InlineData("set:", "node_memory: 1 GiB\nset:", "the field 'node_memory' has no meaning")]
    [InlineData("set:", "time_limit: 0 s\nset:", "a duration above 0")]
    public void A_wrong_virtual_lab_is_refused(string old, string text, string message)
    {
        using var folder = new InputFolder();
        InputException exception = Assert.Throws<InputException>(() =>
            Load(folder, Replace(Namespaces, old, text))
        );
        Assert.Contains(message, exception.Message);
    }

    [Theory]
    [InlineData("node1: lab1", "nod1: lab1", "unknown host 'nod1'; did you mean 'node1'?")]
    [InlineData("port: 2222", "port: 99999", "a port such as '22'")]
    [InlineData("/etc/xen/x0.cfg", "x0.cfg", "an absolute path such as '/etc/xen/x0.cfg'")]
    [InlineData("heartbeat: { interface: eth1 }", "", "missing field 'heartbeat'")]
    [InlineData("kind: ssh", "kind: ssh\nnode_memory: 1 GiB", "has no meaning in a testbed of")]
    public void A_wrong_physical_lab_is_refused(string old, string text, string message)
    {
        using var folder = new InputFolder();
        InputException exception = Assert.Throws<InputException>(() =>
            Load(folder, Replace(Ssh, old, text))
        );
        Assert.Contains(message, exception.Message);
    }

    [Fact]
    public void A_name_that_cannot_be_part_of_others_is_refused()
    {
        using var folder = new InputFolder();
        folder.Write("My Lab.yaml", Namespaces.Replace("../", ""));
        InputException exception = Assert.Throws<InputException>(() =>
            TestbedFile.Load(folder.PathOf("My Lab.yaml"))
        );
        Assert.Contains("a testbed cannot be called 'My Lab'", exception.Message);
        Assert.Contains("did you mean 'my-lab'?", exception.Message);
    }

    [Fact]
    public void A_mistake_in_what_it_sets_is_found_in_the_testbed()
    {
        using var folder = new InputFolder();
        TestbedDescription testbed = Load(folder, Namespaces.Replace("failure.at", "failure.att"));
        InputException exception = Assert.Throws<InputException>(() =>
            ScenarioFile.Load(folder.PathOf(InputFolder.Scenario), [], testbed)
        );
        Assert.Contains("lab.yaml:5", exception.Message);
        Assert.Contains("did you mean 'at'?", exception.Message);
    }

    [Fact]
    public void Every_testbed_of_the_models_can_be_used()
    {
        string[] files = Directory.GetFiles(Models.PathOf("testbeds"), "*.yaml");
        Assert.Equal(4, files.Length);
        Assert.All(files, file => Assert.NotEmpty(TestbedFile.Load(file).Platform.Members));
    }

    private static string Replace(string text, string old, string replacement)
    {
        Assert.Contains(old, text);
        return text.Replace(old, replacement);
    }

    private static TestbedDescription Load(InputFolder folder, string text)
    {
        Directory.CreateDirectory(folder.PathOf("testbeds"));
        folder.Write("testbeds/lab.yaml", text);
        return TestbedFile.Load(folder.PathOf("testbeds/lab.yaml"));
    }
}
