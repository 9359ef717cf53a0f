using MigSim.Experiments.Input;
using MigSim.Experiments.Scenarios;
using MigSim.Failover;
using MigSim.Provenance;
using MigSim.Units;

namespace MigSim.Experiments.Tests.Input;

/// <summary>Lists are axes, and points are named by their values.</summary>
public sealed class StudyTests
{
    [Fact]
    public void A_scenario_without_a_list_is_one_point_called_base()
    {
        using var folder = new InputFolder();
        folder.Replace(InputFolder.Scenario, "[live-migrate, stop-start]", "stop-start");
        folder.Replace(InputFolder.Scenario, "when: { script: live-migrate }, ", "");
        Study study = folder.Load();
        Assert.Empty(study.Axes);
        Assert.Equal("base", Assert.Single(study.Points).Point);
    }

    [Fact]
    public void The_last_axis_changes_fastest_and_axes_that_are_set_come_last()
    {
        using var folder = new InputFolder();
        folder.Replace(InputFolder.Scenario, "256 MiB", "[256 MiB, 0.5 GiB]");
        folder.Replace(
            InputFolder.Scenario,
            "restart: staged-copy",
            "set: { platform.networks.lan.bandwidth: [1 Gbit/s, 10 Gbit/s] }"
        );
        Study study = folder.Load("failure.at=[1 s]");
        Assert.Equal(["memory", "script", "bandwidth", "at"], study.Axes);
        Assert.Equal(
            [
                "memory=256MiB,script=live-migrate,bandwidth=1Gbit,at=1s",
                "memory=256MiB,script=live-migrate,bandwidth=10Gbit,at=1s",
                "memory=256MiB,script=stop-start,bandwidth=1Gbit,at=1s",
            ],
            study.Points.Take(3).Select(point => point.Point)
        );
        Assert.Equal(8, study.Points.Length);
        Scenario second = study.Points[1];
        Assert.Equal(10e9, second.Platform.Links[0].Bandwidth.BitsPerSecond);
        Assert.Equal(1e9, second.Platform.Links[1].Bandwidth.BitsPerSecond);
        Assert.Equal(DataSize.FromMebibytes(512), study.Points[4].Machines[1].Spec.Memory);
    }

    [Fact]
    public void An_axis_is_called_by_as_long_a_tail_as_no_other_has()
    {
        using var folder = new InputFolder();
        folder.Replace(InputFolder.Scenario, "128 MiB", "[64 MiB, 128 MiB]");
        folder.Replace(InputFolder.Scenario, "256 MiB", "[64 MiB, 128 MiB]");
        Study study = folder.Load("platform.hosts.*.memory=[4 GiB, 8 GiB]", "script=stop-start");
        Assert.Equal(["x0.memory", "x1.memory", "all.memory"], study.Axes);
    }

    [Fact]
    public void A_file_is_called_by_its_name_and_a_frequency_without_its_unit()
    {
        using var folder = new InputFolder();
        Study study = folder.Load(
            "script=stop-start",
            "machines.*.workload=[workloads/web.yaml, workloads/busy.yaml]",
            "machines.x0.workload.writes.hot.rewrites=[5 /s, 7.5 /min]"
        );
        Assert.Equal(
            [
                "script=stop-start,workload=web,rewrites=5",
                "script=stop-start,workload=web,rewrites=7.5-min",
            ],
            study.Points.Take(2).Select(point => point.Point)
        );
        Assert.Equal(6036, study.Points[2].Machines[0].Spec.Workload.Writes[0].Pages);
        Assert.Equal(5, study.Points[2].Machines[0].Spec.Workload.Writes[0].RewritesPerSecond);
        Assert.Equal(4.9, study.Points[2].Machines[1].Spec.Workload.Writes[0].RewritesPerSecond);
    }

    [Theory]
    [InlineData("script=stop-start", "script=stop-start")]
    [InlineData("script=live-migrate", "script=live-migrate")]
    public void A_narrowed_axis_keeps_its_name_in_the_point(string set, string point)
    {
        using var folder = new InputFolder();
        Study study = folder.Load(set);
        Assert.Empty(study.Axes);
        Assert.Equal(point, Assert.Single(study.Points).Point);
    }

    [Fact]
    public void Expectations_apply_where_their_condition_holds()
    {
        using var folder = new InputFolder();
        Study study = folder.Load();
        Assert.Equal(
            ["rtt.during.mean_ms", "probe.lost"],
            study.Points[0].Expectations.Select(expectation => expectation.Metric)
        );
        Assert.Equal(
            new Expectation("probe.lost", 23, null, "a log"),
            Assert.Single(study.Points[1].Expectations)
        );
        Assert.Single(folder.Load("script=stop-start").Points[0].Expectations);
    }

    [Fact]
    public void More_than_ten_thousand_points_are_refused()
    {
        using var folder = new InputFolder();
        string[] axes = ["probe.timeout", "cluster.initdead", "hypervisor.migration.setup"];
        string values = string.Join(',', Enumerable.Range(1, 20).Select(i => $"{i} s"));
        InputException exception = folder.LoadWrong([.. axes.Select(axis => $"{axis}=[{values}]")]);
        Assert.Equal("at most 10000 points", exception.Errors.Single().Expected);
    }

    [Fact]
    public void A_value_is_put_into_a_file_that_the_scenario_names()
    {
        using var folder = new InputFolder();
        Scenario point = folder
            .Load(
                "hypervisor.control_domain.copy_hold=0",
                "platform.hosts.node0.lan.bandwidth=100 Mbit/s",
                "machines.*.memory=512 MiB",
                "machines.x1.memory=64 MiB",
                "script=stop-start",
                "restart=reboot"
            )
            .Points.Single();
        Assert.Equal(TimeSpan.Zero, point.Hypervisor.ControlDomain.CopyHold);
        Constant held = point.Constants.Single(c =>
            c.Name == "hypervisor.control_domain.copy_hold"
        );
        Assert.Equal("set on the command line", held.Source);
        Assert.Equal(100e6, point.Platform.Links[0].Bandwidth.BitsPerSecond);
        Assert.Equal("192.168.1.10", point.Platform.Links[0].Address.ToString());
        Assert.Equal(512, point.Machines[0].Spec.Memory.Mebibytes);
        Assert.Equal(64, point.Machines[1].Spec.Memory.Mebibytes);
        Assert.Equal(RestartMode.Reboot, point.Restart);
    }

    [Fact]
    public void A_whole_field_is_set_before_its_parts()
    {
        using var folder = new InputFolder();
        Scenario point = folder
            .Load(
                "machines.x0.workload.cpu_share=0.5",
                "machines.x0.workload=workloads/busy.yaml",
                "script=stop-start"
            )
            .Points.Single();
        Assert.Equal("busy", point.Machines[0].Spec.Workload.Name);
        Assert.Equal(0.5, point.Machines[0].Spec.Workload.CpuShare);
    }

    [Fact]
    public void A_mapping_changes_fields_of_the_file_that_it_extends()
    {
        using var folder = new InputFolder();
        folder.Replace(
            InputFolder.Scenario,
            "hypervisor: hypervisors/xen-2013.yaml",
            "hypervisor: { extends: hypervisors/xen-2013.yaml, guest: { boot: 3 s } }"
        );
        folder.Replace(
            InputFolder.Scenario,
            "platform: platforms/three-nodes-gigabit.yaml",
            "platform: { extends: platforms/three-nodes-gigabit.yaml, hosts: { node0: { lan: { bandwidth: 100 Mbit/s } } } }"
        );
        Scenario point = folder.Load().Points[0];
        Assert.Equal("xen-2013", point.Hypervisor.Name);
        Assert.Equal(TimeSpan.FromSeconds(3), point.Hypervisor.Guest.Boot);
        Assert.Equal(TimeSpan.FromSeconds(1.532), point.Hypervisor.Guest.ShutDown);
        Assert.Equal(100e6, point.Platform.Links[0].Bandwidth.BitsPerSecond);
        Assert.Equal("192.168.1.10", point.Platform.Links[0].Address.ToString());
    }

    [Fact]
    public void An_address_is_given_to_a_machine_without_one()
    {
        using var folder = new InputFolder();
        folder.Replace("platforms/three-nodes-gigabit.yaml", "192.168.1.12", "192.168.1.101");
        Scenario point = folder.Load("machines.x1.address=192.168.1.102").Points[0];
        Assert.Equal("192.168.1.103", point.Machines[0].Spec.Address.ToString());
        Assert.Equal("192.168.1.102", point.Machines[1].Spec.Address.ToString());
    }

    [Theory]
    [InlineData("foo", "--set foo: expected path=value, found 'foo'")]
    [InlineData("=1", "--set =1: expected path=value, found '=1'")]
    [InlineData(
        "failure.at=5 parsecs",
        "--set failure.at=5 parsecs:1:1: expected a duration such as '10 ms', found '5 parsecs'"
    )]
    [InlineData(
        "failure.att=5 s",
        "--set failure.att=5 s:1:1: unknown field 'att' in the path 'failure.att'; did you mean 'at'?"
    )]
    [InlineData(
        "machines.x7.memory=1 MiB",
        "--set machines.x7.memory=1 MiB:1:1: unknown field 'x7' in the path 'machines.x7.memory'; did you mean 'x0'?"
    )]
    [InlineData(
        "failure.at.x=5 s",
        "--set failure.at.x=5 s:1:1: 'failure.at.x' leads into a single value at 'x'"
    )]
    [InlineData(
        "failure.*=5 s",
        "--set failure.*=5 s:1:1: '*' in 'failure.*' stands for nothing: failure has no names"
    )]
    [InlineData("set.x=1", "--set set.x=1:1:1: expected the path of a field, found 'set.x'")]
    [InlineData("expect=none", "--set expect=none:1:1: expected a list of mappings, found 'none'")]
    [InlineData(
        "probe.count=[1, x]",
        "--set probe.count=[1, x]:1:5: expected a count, 1 or more, such as '3000', found 'x'"
    )]
    public void A_wrong_value_on_the_command_line_is_named(string set, string message)
    {
        using var folder = new InputFolder();
        Assert.Contains(message, folder.LoadWrong(set).Errors.Select(error => error.ToString()));
    }

    [Fact]
    public void Inputs_are_the_files_of_the_point()
    {
        using var folder = new InputFolder();
        Study study = folder.Load("machines.x0.workload=[workloads/web.yaml, workloads/busy.yaml]");
        Assert.Equal(
            [
                "heartbeat/default.yaml",
                "hypervisors/xen-2013.yaml",
                "platforms/three-nodes-gigabit.yaml",
                "scenario.yaml",
                "workloads/idle.yaml",
                "workloads/web.yaml",
            ],
            study.Points[0].Inputs.Keys
        );
        Assert.Contains("workloads/busy.yaml", study.Points[1].Inputs.Keys);
        Assert.All(
            study.Points[0].Inputs.Values,
            digest => Assert.Matches("^sha256:[0-9a-f]{64}$", digest)
        );
    }
}
