using MigSim.Lab.Lifecycle;
using MigSim.Lab.Safety;

namespace MigSim.Cli.Tests;

/// <summary>The parts of <c>migsim lab</c> that need no lab.</summary>
public sealed class LabCommandTests : IDisposable
{
    private readonly FakeProgram _program = new() { ReadsScenarios = true };

    public static TheoryData<string> VirtualLabs => ["heartbeat-namespaces", "xen-nested"];

    [Theory]
    [MemberData(nameof(VirtualLabs))]
    public void Up_DryRun_ShowsCommandsAndLeavesNothing(string lab)
    {
        int exitCode = _program.Invoke("lab", "up", Testbed(lab), "--dry-run");

        Assert.Equal((0, []), (exitCode, _program.Errors));
        Assert.Contains("controller: 'sh' '-c'", _program.Output, StringComparison.Ordinal);
        Assert.Contains("ip link", _program.Output.Replace("-n", ""), StringComparison.Ordinal);
        Assert.Empty(_program.Place.Entries);
    }

    [Theory]
    [InlineData("controlled-failure.yaml", "heartbeat-namespaces", "'vm' 'create'")]
    [InlineData("controlled-failure-two-nodes.yaml", "xen-nested", "'xl' 'create'")]
    [InlineData("controlled-failure.yaml", "lab-ssh", "'xl' 'create'")]
    public void Run_DryRun_ShowsTheRunInItsOrder(string scenario, string lab, string create)
    {
        int exitCode = _program.Invoke(
            "run",
            Path.Combine(MigSimProcess.Root, "models", scenario),
            "--testbed",
            Testbed(lab),
            "--dry-run"
        );

        Assert.Equal((0, []), (exitCode, _program.Errors));
        int at = 0;
        string[] inOrder =
        [
            "/usr/local/sbin/migsim-agent.part-migsim",
            "'/etc/init.d/x0'",
            create,
            "Local status now set to",
            "'ping' '-n'",
            "kill -s TERM \"$pid\"",
            "# everything is put back",
            "migsim-agent",
        ];
        foreach (string part in inOrder)
        {
            int next = _program.Output.IndexOf(part, at, StringComparison.Ordinal);
            Assert.True(next >= 0, $"'{part}' is missing after character {at}.");
            at = next;
        }

        Assert.Empty(_program.Place.Entries);
    }

    [Theory]
    [MemberData(nameof(VirtualLabs))]
    public void Status_NothingIsThere_SaysSoAndMakesNothing(string lab)
    {
        Assert.Equal(3, _program.Invoke("lab", "status", Testbed(lab)));
        Assert.Equal($"{lab} is not up\n", _program.Output);
        Assert.Empty(_program.Place.Entries);
    }

    [Theory]
    [MemberData(nameof(VirtualLabs))]
    public void DownAndRecover_NothingIsThere_Succeed(string lab)
    {
        Assert.Equal(0, _program.Invoke("lab", "down", Testbed(lab)));
        Assert.Equal(0, _program.Invoke("lab", "recover", Testbed(lab)));
        Assert.Equal($"{lab} is down\n{lab}: nothing is left to undo\n", _program.Output);
        Assert.Empty(_program.Place.Entries);
    }

    [Theory]
    [InlineData("up", "cannot be made")]
    [InlineData("down", "cannot be taken away")]
    public void UpAndDown_PhysicalHosts_AreRefused(string verb, string reason)
    {
        Assert.Equal(3, _program.Invoke("lab", verb, Testbed("lab-ssh")));
        Assert.Contains(reason, Assert.Single(_program.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public void Recover_SomethingWasChanged_ShowsAndUndoesIt()
    {
        string canary = _program.Place["canary"];
        File.WriteAllText(canary, "");
        string journal = Path.Combine(
            _program.Place["state"],
            "labs",
            "heartbeat-namespaces",
            "journal.jsonl"
        );
        LabJournal
            .Open(journal)
            .Note("canary", new UndoStep(LabHosts.Controller, "rm", ["-f", canary]));
        string testbed = Testbed("heartbeat-namespaces");

        Assert.Equal(0, _program.Invoke("lab", "recover", testbed, "--dry-run"));
        Assert.Equal($"controller: 'rm' '-f' '{canary}'\n", _program.Output);
        Assert.True(File.Exists(canary));

        Assert.Equal(0, _program.Invoke("lab", "recover", testbed));
        Assert.False(File.Exists(canary));
        Assert.False(File.Exists(journal));
    }

    [Theory]
    [InlineData("lab", "migsim lab")]
    [InlineData("lab upp", "did you mean 'up'?")]
    [InlineData("lab up missing.yaml", "missing.yaml")]
    [InlineData("lab check --dry-run", "--dry-run")]
    public void Lab_WrongWords_OneMessageAndExitCode2(string words, string message)
    {
        Assert.Equal(2, _program.Invoke(words.Split(' ')));
        Assert.Contains(message, Assert.Single(_program.Errors), StringComparison.Ordinal);
    }

    public void Dispose() => _program.Dispose();

    private static string Testbed(string name) =>
        Path.Combine(MigSimProcess.Root, "models", "testbeds", $"{name}.yaml");
}
