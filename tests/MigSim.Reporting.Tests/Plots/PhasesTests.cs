using MigSim.Experiments.Recording;
using MigSim.Experiments.Reports;
using MigSim.Fakes;
using MigSim.Reporting.Plots;

namespace MigSim.Reporting.Tests.Plots;

public sealed class PhasesTests
{
    private readonly Phases _phases = Phases.Of(FakeRun.Result(), new VmName("x0"));

    [Fact]
    public void Of_Failover_FromTheFailureUntilItRuns()
    {
        Assert.Equal(TimeSpan.FromSeconds(18), _phases.FailureAt);
        Assert.Equal(TimeSpan.FromSeconds(21), _phases.RunsAgainAt);
    }

    [Fact]
    public void Of_LiveMigration_StopCopyAndSuspension() =>
        Assert.Equal(
            [
                new Phase(PhaseKind.Stop, "stop script", At(18.1), At(18.5)),
                new Phase(PhaseKind.Copy, "migrate", At(18.9), At(21)),
                new Phase(PhaseKind.Suspended, "suspended", At(20.771), At(21)),
            ],
            _phases.Details
        );

    [Fact]
    public void Of_Create_IsCalledBootAsInTheLegend()
    {
        VmName vm = new("x0");
        HostName host = new("node1");
        RunResult result = FakeRun.Result() with
        {
            Events =
            [
                new RunEvent.OperationBegan(At(19), "create", vm, host),
                new RunEvent.OperationEnded(At(31), "create", vm, host, "done"),
            ],
        };

        Assert.Equal(
            [new Phase(PhaseKind.Boot, "boot", At(19), At(31))],
            Phases.Of(result, vm).Details
        );
    }

    [Fact]
    public void Of_OtherMachine_HasNoPhases() =>
        Assert.Empty(Phases.Of(FakeRun.Result(), new VmName("x1")).Details);

    [Theory]
    [InlineData("rtt.before.mean_ms", 0, 18)]
    [InlineData("rtt.during.mean_ms", 18, 21)]
    [InlineData("rtt.after.first_ms", 21, 22)]
    public void SpanOf_Mean_IsWhatItIsTakenOver(string metric, double begin, double end)
    {
        Phase span = _phases.SpanOf(metric)!.Value;

        Assert.Equal((At(begin), At(end)), (span.Begin, span.End));
    }

    [Fact]
    public void SpanOf_OtherMetric_None() => Assert.Null(_phases.SpanOf("rtt.during.p99_ms"));

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);
}
