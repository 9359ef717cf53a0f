using System.Text.Json.Nodes;
using CliWrap.Buffered;
using MigSim.RealLab.Tests.Namespaces;

namespace MigSim.RealLab.Tests.EndToEnd;

/// <summary>A controlled failure with real Heartbeat and <c>xl migrate</c> under a real ping.</summary>
public sealed class XenExperimentTests : IDisposable
{
    private const string Point = "base";

    private readonly LabProgram _program = new("xen-nested.yaml");

    [Fact]
    public async Task ControlledFailure_TwoNestedHosts_XlMovesTheMachine()
    {
        await _program.SkipUnlessReadyAsync();
        BufferedCommandResult up = await _program.RunAsync("lab", "up", _program.Testbed);
        try
        {
            Assert.True(up.ExitCode == 0, up.StandardError);
            BufferedCommandResult check = await _program.RunAsync("lab", "check", _program.Testbed);
            Assert.True(check.ExitCode == 0, check.StandardOutput);
            BufferedCommandResult run = await _program.RunAsync(
                "run",
                Path.Combine(LabProgram.Root, "models", "controlled-failure-two-nodes.yaml"),
                "--testbed",
                _program.Testbed,
                "--output",
                _program.Output
            );
            Assert.True(run.ExitCode == 0, run.StandardError);
        }
        finally
        {
            await _program.RunAsync("lab", "down", _program.Testbed);
        }

        MachineTraces.AssertNone(_program.Place, []);
        _program.LogMetrics(Point);
        Assert.Equal("node1", _program.HostAtTheEnd(Point, "x0"));

        // Heartbeat itself says that it called the agent, on the host that took over.
        string log = _program.LogOf(Point, "node1", "ha-log");
        Assert.Matches(@"Running /etc/init\.d/x0\s+start", log);
        JsonNode metrics = _program.Report(Point)["metrics"]!;
        Assert.InRange((double)metrics["migration.x0.downtime_ms"]!, 1, 60_000);
        Assert.True((double)metrics["probe.sent"]! >= 3000);

        // Stock xl does not say how much it sent.
        Assert.Null(metrics["migration.x0.transferred_bytes"]);
    }

    public void Dispose() => _program.Dispose();
}
