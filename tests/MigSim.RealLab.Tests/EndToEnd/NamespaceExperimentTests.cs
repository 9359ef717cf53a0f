using System.Text.Json.Nodes;
using CliWrap;
using CliWrap.Buffered;
using MigSim.RealLab.Tests.Namespaces;

namespace MigSim.RealLab.Tests.EndToEnd;

/// <summary>The paper's experiment with real Heartbeat, QEMU, iSCSI, ssh and ping.</summary>
public sealed class NamespaceExperimentTests : IDisposable
{
    private const string Live = "script=live-migrate";
    private const string Stop = "script=stop-start";

    // Shorter than the paper's 18 s and 30 s: what is before the failure says nothing new.
    private static readonly string[] Short = ["--set", "failure.at=4s", "--set", "probe.count=800"];

    private readonly LabProgram _program = new("heartbeat-namespaces.yaml");

    private static string Scenario =>
        Path.Combine(LabProgram.Root, "models", "controlled-failure.yaml");

    [Fact]
    public async Task ControlledFailure_BothScripts_MovesTheMachinesForReal()
    {
        await _program.SkipUnlessReadyAsync();
        BufferedCommandResult run = await RunAsync(Scenario, Short);
        Assert.True(run.ExitCode is 0 or 1, run.StandardError);
        foreach (string point in new[] { Live, Stop })
        {
            _program.LogMetrics(point);
            Assert.Equal(
                ("node1", "node2"),
                (_program.HostAtTheEnd(point, "x0"), _program.HostAtTheEnd(point, "x1"))
            );

            // Heartbeat itself says that it called the agent, on the host that took over.
            string log = _program.LogOf(point, "node1", "ha-log");
            Assert.Matches(@"Running /etc/init\.d/x0\s+start", log);
            Assert.Contains("x0", _program.LogOf(point, "node1", "agent.jsonl"));
        }

        // Live, the machine really crossed the network and was hardly away.
        JsonNode live = _program.Report(Live)["metrics"]!;
        Assert.True((double)live["migration.x0.transferred_bytes"]! > 10_000_000);
        Assert.InRange((double)live["migration.x0.downtime_ms"]!, 1, 10_000);
        Assert.NotNull(live["migration.x0.rounds"]);
        AssertRoundsAreWhereTheMigrationWas();
        Assert.True((double)live["probe.sent"]! >= 800);
        MachineTraces.AssertNone(_program.Place, []);
        await SameMetricsAsSimulatedAsync(live);
    }

    [Fact]
    public async Task PowerFailure_MachinesAreStartedElsewhereAfterDeadtime()
    {
        await _program.SkipUnlessReadyAsync();
        string scenario = Path.Combine(LabProgram.Root, "models", "crash.yaml");
        BufferedCommandResult run = await RunAsync(scenario, Short);
        Assert.True(run.ExitCode is 0 or 1, run.StandardError);
        _program.LogMetrics("base");
        Assert.Equal("node1", _program.HostAtTheEnd("base", "x0"));
        double away = (double)_program.Report("base")["metrics"]!["failover.x0.total_ms"]!;

        // Nobody may act before deadtime has passed since the last beat, at most one beat before.
        Assert.InRange(away, 4_000, 120_000);
        MachineTraces.AssertNone(_program.Place, []);
    }

    [Fact]
    public async Task ControllerIsKilled_RecoverLeavesNothing()
    {
        await _program.SkipUnlessReadyAsync();
        using var kill = new CancellationTokenSource();
        CommandTask<CommandResult> run = _program
            .Command(["run", Scenario, "--testbed", _program.Testbed, "--output", _program.Output])
            .ExecuteAsync(kill.Token, CancellationToken.None);
        await WaitForAsync(() => HasGuests(), TimeSpan.FromMinutes(3));
        string[] networks = MachineTraces.Networks(_program.Place);
        kill.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await run);
        BufferedCommandResult recover = await _program.RunAsync("lab", "recover", _program.Testbed);
        Assert.Equal((0, ""), (recover.ExitCode, recover.StandardError));
        await MachineTraces.SettleAsync(_program.Place, TestContext.Current.CancellationToken);
        MachineTraces.AssertNone(_program.Place, networks);
    }

    [Fact]
    public async Task Interrupted_HealsAndKeepsWhatWasMeasured()
    {
        await _program.SkipUnlessReadyAsync();
        string[] arguments =
        [
            "run",
            Scenario,
            "--testbed",
            _program.Testbed,
            "--output",
            _program.Output,
            "--set",
            "script=live-migrate",
            "--set",
            "failure.at=20s",
        ];
        CommandTask<CommandResult> run = _program
            .Command(arguments)
            .ExecuteAsync(TestContext.Current.CancellationToken);
        await WaitForAsync(() => IsPinging(), TimeSpan.FromMinutes(3));
        await Task.Delay(TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken);
        string[] networks = MachineTraces.Networks(_program.Place);
        await CliWrap
            .Cli.Wrap("kill")
            .WithArguments(["-s", "TERM", $"{run.ProcessId}"])
            .ExecuteAsync(TestContext.Current.CancellationToken);
        CommandResult result = await run;
        Assert.Equal(130, result.ExitCode);
        JsonNode report = _program.Report(Live);
        Assert.True((bool)report["manifest"]!["interrupted"]!);
        Assert.True((double)report["metrics"]!["probe.sent"]! > 10);
        MachineTraces.AssertNone(_program.Place, networks);
    }

    [Fact]
    public async Task TimeLimit_TheRunIsBrokenOffAndItsLogsAreKept()
    {
        await _program.SkipUnlessReadyAsync();
        string described = File.ReadAllText(_program.Testbed);
        Assert.Contains("time_limit: 6 min", described, StringComparison.Ordinal);
        File.WriteAllText(
            _program.Testbed,
            described.Replace("time_limit: 6 min", "time_limit: 12 s")
        );
        BufferedCommandResult run = await RunAsync(Scenario, ["--set", Live]);
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("time limit", run.StandardError, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine($"{_program.Output}.failed", "failure.txt")));
        MachineTraces.AssertNone(_program.Place, []);
    }

    public void Dispose() => _program.Dispose();

    private static async Task WaitForAsync(Func<bool> condition, TimeSpan patience)
    {
        DateTime limit = DateTime.UtcNow + patience;
        while (!condition())
        {
            Assert.True(DateTime.UtcNow < limit, "It has not come to that.");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    private Task<BufferedCommandResult> RunAsync(string scenario, string[] more) =>
        _program.RunAsync([
            "run",
            scenario,
            "--testbed",
            _program.Testbed,
            "--output",
            _program.Output,
            .. more,
        ]);

    private bool HasGuests() =>
        Arguments().Any(text => text.Contains("qemu-system") && text.Contains("x0"));

    // Other tests ping other addresses at the same time.
    private bool IsPinging() =>
        Arguments().Any(text => text.StartsWith("ping -n -D") && text.Contains("192.168.1.101"));

    private static IEnumerable<string> Arguments()
    {
        foreach (string process in Directory.EnumerateDirectories("/proc"))
        {
            string text;
            try
            {
                text = File.ReadAllText(Path.Combine(process, "cmdline")).Replace('\0', ' ');
            }
            catch (Exception exception)
                when (exception is IOException or UnauthorizedAccessException)
            {
                continue;
            }

            yield return text;
        }
    }

    // The target is made ready first, which takes longer than that.
    private void AssertRoundsAreWhereTheMigrationWas()
    {
        JsonNode report = _program
            .EventsOf(Live)
            .Last(e => (string?)e["event"] == "migration-ended" && (string?)e["vm"] == "x0")[
            "report"
        ]!;
        double begin = (double)report["started_s"]!;
        double end = begin + ((double)report["total_ms"]! / 1000);
        JsonArray rounds = report["rounds"]!.AsArray();
        JsonNode last = rounds[^1]!;
        double sent = (double)last["started_s"]! + ((double)last["duration_ms"]! / 1000);
        Assert.InRange((double)rounds[0]!["started_s"]!, begin + 0.1, end);
        Assert.InRange(sent, begin + 0.1, end);
        Assert.True((bool)last["guest_stopped"]!);
    }

    private async Task SameMetricsAsSimulatedAsync(JsonNode measured)
    {
        string output = Path.Combine(_program.Output, "simulated");
        BufferedCommandResult run = await _program.RunAsync(
            "run",
            Scenario,
            "--set",
            "script=live-migrate",
            "--output",
            output
        );
        Assert.Equal(0, run.ExitCode);
        JsonNode simulated = JsonNode.Parse(File.ReadAllText(Path.Combine(output, "report.json")))!;
        Assert.Equal(
            simulated["metrics"]!.AsObject().Select(metric => metric.Key),
            measured.AsObject().Select(metric => metric.Key)
        );
        IEnumerable<string> files = Directory.GetFiles(output).Select(Path.GetFileName)!;
        Assert.Equal(
            files.Order(),
            Directory.GetFiles(_program.RunFolder(Live)).Select(Path.GetFileName).Order()
        );
    }
}
