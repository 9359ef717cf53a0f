using MigSim.Experiments.Scenarios;
using MigSim.Failover;

namespace MigSim.Experiments.Tests.Input;

/// <summary>A scenario changes another: mappings are merged, lists and values replaced.</summary>
public sealed class ExtendedScenarioTests
{
    private const string Child = "studies/links.yaml";

    private static InputFolder Folder(string text)
    {
        var folder = new InputFolder();
        Directory.CreateDirectory(folder.PathOf("studies"));
        folder.Write(Child, $"extends: ../{InputFolder.Scenario}\n{text}");
        return folder;
    }

    private static Study Load(InputFolder folder, params string[] overrides) =>
        MigSim.Experiments.Input.ScenarioFile.Load(folder.PathOf(Child), overrides);

    [Fact]
    public void What_is_not_said_is_taken_from_the_extended_scenario()
    {
        using InputFolder folder = Folder(
            """
            script: stop-start
            probe: { count: 4000 }
            machines: { x0: { memory: [64 MiB, 96 MiB] } }
            """
        );
        Study study = Load(folder);
        Assert.Equal("links", study.Name);
        Assert.Equal(["memory=64MiB", "memory=96MiB"], study.Points.Select(point => point.Point));
        Scenario point = study.Points[0];
        Assert.Equal(FailoverScript.StopStart, point.Script);
        Assert.Equal(4000, point.Probe.Count);
        Assert.Equal(TimeSpan.FromMilliseconds(10), point.Probe.Interval);
        Assert.Equal("web", point.Machines[0].Spec.Workload.Name);
        Assert.Equal(256, point.Machines[1].Spec.Memory.Mebibytes);
    }

    [Fact]
    public void Digests_of_all_scenarios_are_kept_and_paths_stay_relative_to_their_file()
    {
        using InputFolder folder = Folder("hypervisor: ../hypervisors/none.yaml\n");
        Study study = Load(folder);
        Assert.Equal("none", study.Points[0].Hypervisor.Name);
        Assert.Contains("links.yaml", study.Points[0].Inputs.Keys);
        Assert.Contains("../scenario.yaml", study.Points[0].Inputs.Keys);
        Assert.Contains("../platforms/three-nodes-gigabit.yaml", study.Points[0].Inputs.Keys);
    }

    [Fact]
    public void A_mapping_over_a_files_path_changes_fields_of_that_file()
    {
        using InputFolder folder = Folder(
            "platform: { networks: { lan: { bandwidth: [1 Gbit/s, 10 Gbit/s] } } }\n"
        );
        Study study = Load(folder);
        Assert.Equal(["bandwidth", "script"], study.Axes);
        Assert.Equal(10e9, study.Points[2].Platform.Links[0].Bandwidth.BitsPerSecond);
        Assert.Equal("192.168.1.10", study.Points[2].Platform.Links[0].Address.ToString());
    }

    [Fact]
    public void Published_values_stay_with_the_scenario_that_they_were_published_for()
    {
        using InputFolder folder = Folder("failure: { at: 5 s }\n");
        Assert.All(Load(folder).Points, point => Assert.Empty(point.Expectations));
        folder.Write(
            Child,
            "extends: ../scenario.yaml\nexpect: [{ metric: probe.lost, value: 5, source: a log }]\n"
        );
        Assert.All(Load(folder).Points, point => Assert.Single(point.Expectations));
    }

    [Fact]
    public void What_the_extended_scenario_sets_gives_way_to_what_is_written()
    {
        using InputFolder folder = Folder("failure: { at: 5 s }\n");
        folder.Replace(
            InputFolder.Scenario,
            "restart: staged-copy",
            "set: { failure.at: 7 s, probe.timeout: 3 s }"
        );
        Scenario point = Load(folder).Points[0];
        Assert.Equal(TimeSpan.FromSeconds(5), point.Failure.At);
        Assert.Equal(TimeSpan.FromSeconds(3), point.Probe.Timeout);
    }

    [Fact]
    public void A_chain_of_scenarios_is_followed()
    {
        using InputFolder folder = Folder("failure: { at: 5 s }\nprobe: { count: 4000 }\n");
        folder.Write("studies/more.yaml", "extends: links.yaml\nprobe: { count: 5000 }\n");
        Scenario point = MigSim
            .Experiments.Input.ScenarioFile.Load(folder.PathOf("studies/more.yaml"), [])
            .Points[0];
        Assert.Equal(5000, point.Probe.Count);
        Assert.Equal(TimeSpan.FromSeconds(5), point.Failure.At);
    }

    [Theory]
    [InlineData("extends: links.yaml\n", "links.yaml:1:10: 'links.yaml' extends itself")]
    [InlineData("extends: ../scenari.yaml\n", "did you mean '../scenario.yaml'?")]
    [InlineData("extends: []\n", "links.yaml:1:10: expected the path of a scenario, found a list")]
    [InlineData(
        "extends: ../scenario.yaml\nprobe: { cuont: 5 }\n",
        "links.yaml:2:10: unknown field 'cuont' in probe; did you mean 'count'?"
    )]
    [InlineData(
        "extends: ../scenario.yaml\nprobe: 5\n",
        "links.yaml:2:8: expected a mapping with fields such as source, target, interval, found '5'"
    )]
    public void A_wrong_extension_is_named(string text, string message)
    {
        using InputFolder folder = Folder("");
        folder.Write(Child, text);
        var exception = Assert.Throws<MigSim.Experiments.Input.InputException>(() => Load(folder));
        Assert.Contains(message, exception.Message);
    }

    [Fact]
    public void Scenarios_that_extend_each_other_in_a_circle_are_refused()
    {
        using InputFolder folder = Folder("");
        folder.Write(InputFolder.Scenario, "extends: studies/links.yaml\n");
        var exception = Assert.Throws<MigSim.Experiments.Input.InputException>(() => Load(folder));
        Assert.Contains("'studies/links.yaml' extends itself", exception.Message);
    }
}
