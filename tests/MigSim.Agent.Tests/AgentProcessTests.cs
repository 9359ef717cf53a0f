using System.Diagnostics;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using MigSim.Lab.Agents;

[assembly: AssemblyFixture(typeof(MigSim.Agent.Tests.AgentPlace))]
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace MigSim.Agent.Tests;

/// <summary>The native program, as those who call it see it.</summary>
public sealed class AgentProcessTests(AgentPlace place)
{
    [Fact]
    public void Status_NotThere_IsStoppedAnd3()
    {
        place.WriteSettings();
        AgentResult result = place.RunWithSettings("script", "x0", "status");
        Assert.Equal(
            (3, "x0 is stopped\n", ""),
            (result.ExitCode, result.Output, result.Complaint)
        );
        AgentEvent[] log = ReadLog();
        Assert.IsType<AgentEvent.ScriptCalled>(log[0]);
        Assert.Equal(3, Assert.IsType<AgentEvent.ScriptEnded>(log[1]).ExitCode);
        Assert.InRange(log[1].UnixSeconds - log[0].UnixSeconds, 0, 10);
    }

    [Fact]
    public void Script_CalledByTheMachinesName_IsItsScript()
    {
        place.WriteSettings();
        string link = Path.Combine(place.Directory, "x0");
        File.Delete(link);
        File.CreateSymbolicLink(link, place.Program);
        using Process process = AgentPlace.Start(
            link,
            ["stop"],
            ("MIGSIM_AGENT_SETTINGS", place.SettingsPath)
        );
        Assert.Equal("stop x0: OK\n", process.StandardOutput.ReadToEnd());
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    [Fact]
    public void Start_APeerIsSilentAndThereIsNoFence_RefusesWithTheReason()
    {
        place.WriteSettings();
        AgentResult result = place.RunWithSettings("script", "x0", "start");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("node1 does not answer", result.Complaint, StringComparison.Ordinal);
        Assert.Single(result.Complaint.TrimEnd('\n').Split('\n'));
        var end = Assert.IsType<AgentEvent.ScriptEnded>(ReadLog()[^1]);
        Assert.Contains("no fencing device", end.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Start_APeerIsSilentAndFenced_GoesOn()
    {
        string fenced = Path.Combine(place.Directory, "fenced");
        place.WriteSettings(settings =>
            settings with
            {
                Fence = ["sh", "-c", "echo \"$1\" > \"$2\"", "sh", "{host}", fenced],
            }
        );
        AgentResult result = place.RunWithSettings("script", "x0", "start");
        Assert.Equal("node1\n", File.ReadAllText(fenced));

        // As far as this program, which is not QEMU, can be started.
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("start x0: sh: exit code", result.Complaint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x9", "start", 6)]
    [InlineData("x9", "status", 3)]
    [InlineData("x0", "restart", 3)]
    [InlineData("x0", "reload", 2)]
    public void Script_OddCall_HasItsExitCode(string vm, string verb, int exitCode)
    {
        place.WriteSettings();
        Assert.Equal(exitCode, place.RunWithSettings("script", vm, verb).ExitCode);
    }

    [Theory]
    [InlineData("start", 6)]
    [InlineData("status", 4)]
    public void Script_NoSettings_SaysWhichFile(string verb, int exitCode)
    {
        AgentResult result = place.Run(["--settings", "/nowhere.json", "script", "x0", verb]);
        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains("/nowhere.json", result.Complaint, StringComparison.Ordinal);
    }

    [Fact]
    public void AnyCommand_WithoutSense_SaysHow()
    {
        Assert.Equal(2, place.Run([]).ExitCode);
        Assert.Contains("usage:", place.Run(["dance"]).Complaint, StringComparison.Ordinal);
        place.WriteSettings();
        Assert.Equal(2, place.RunWithSettings("vm", "dance").ExitCode);
        Assert.Equal(2, place.RunWithSettings("vm", "create", "{").ExitCode);
        Assert.Equal(0, place.Run(["--version"]).ExitCode);
    }

    [Fact]
    public void Ocf_MetaData_IsWhatTheStandardAsksFor()
    {
        AgentResult result = place.Run(["ocf", "meta-data"]);
        Assert.Equal(0, result.ExitCode);
        using var reader = XmlReader.Create(
            new StringReader(result.Output),
            new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore }
        );
        XElement agent = XDocument.Load(reader).Root!;
        Assert.Equal("resource-agent", agent.Name);
        string[] actions =
        [
            .. agent.Element("actions")!.Elements().Select(a => (string)a.Attribute("name")!),
        ];
        Assert.Superset(
            new HashSet<string> { "start", "stop", "monitor", "meta-data", "validate-all" },
            actions.ToHashSet()
        );
        Assert.Equal(
            "vm",
            (string)agent.Element("parameters")!.Element("parameter")!.Attribute("name")!
        );
    }

    [Theory]
    [InlineData("monitor", "x0", 7)]
    [InlineData("validate-all", "x0", 0)]
    [InlineData("stop", "x0", 0)]
    [InlineData("migrate_from", "x0", 1)]
    [InlineData("migrate_to", "x0", 2)]
    [InlineData("monitor", "x9", 6)]
    [InlineData("monitor", "", 6)]
    [InlineData("promote", "x0", 3)]
    public void Ocf_Action_HasItsExitCode(string action, string vm, int exitCode)
    {
        place.WriteSettings();
        AgentResult result = place.Run(
            ["ocf", action],
            ("OCF_RESKEY_vm", vm),
            ("MIGSIM_AGENT_SETTINGS", place.SettingsPath)
        );
        Assert.Equal(exitCode, result.ExitCode);
    }

    [Fact]
    public void Listen_Terminated_EndsQuietly()
    {
        place.WriteSettings();
        using Process process = AgentPlace.Start(
            place.Program,
            ["--settings", place.SettingsPath, "listen"]
        );
        System.Threading.Thread.Sleep(500);
        Assert.False(process.HasExited);
        using Process kill = Process.Start("sh", ["-c", $"kill -s TERM {process.Id}"]);
        Assert.True(process.WaitForExit(20_000));
        Assert.Equal(0, process.ExitCode);
    }

    [Fact]
    public void Status_NotThere_IsQuick()
    {
        place.WriteSettings();
        var times = new List<double>();
        for (int call = 0; call < 20; call++)
        {
            long begin = Stopwatch.GetTimestamp();
            place.RunWithSettings("script", "x0", "status");
            times.Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
        }

        // The least of them: the machine may have other things to do.
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"min {times.Min():0.0} ms, median {times.Order().ElementAt(10):0.0} ms"
        );
        Assert.InRange(times.Min(), 0, 20);
    }

    private AgentEvent[] ReadLog() =>
        [
            .. File.ReadLines(place.LogPath)
                .Select(line => JsonSerializer.Deserialize(line, AgentJson.Default.AgentEvent)!),
        ];
}
