using System.Globalization;
using MigSim.Lab.Parsing;
using MigSim.Lab.Shell;
using MigSim.Lab.Tests.Shell;
using MigSim.Lab.Tools;
using MigSim.Lab.Xen;
using MigSim.Time;
using MigSim.Virtualization;

namespace MigSim.Lab.Tests.FakeHost;

/// <summary>What happens if it is not the experiment that fails but the lab.</summary>
public sealed class LabFaultTests
{
    private static readonly VmSpec Vm = FakeLab.Machines[0];
    private static readonly HostName Source = FakeLab.Members[0];
    private static readonly HostName Target = FakeLab.Members[1];

    [Fact]
    public void Migrate_SshDropsInTheMiddle_TheMachineIsWhereItWas() =>
        RunWithMachine(
            async (lab, hypervisor, _, token) =>
            {
                string delay = (0.7 * lab.World.Pace).ToString("F1", CultureInfo.InvariantCulture);
                lab.World.Play("ssh-drops", delay);
                MigrationReport report = await hypervisor.MigrateAsync(Request(), token);
                Assert.Equal(MigrationStatus.TargetFailed, report.Status);
                Assert.Equal(["node0: x0 -b----"], Machines(lab));

                lab.World.Stop("ssh-drops");
                report = await hypervisor.MigrateAsync(Request(), token);
                Assert.Equal(MigrationStatus.Completed, report.Status);
                Assert.Equal(["node1: x0 -b----"], Machines(lab));
            }
        );

    [Fact]
    public void Migrate_GivenUpWhileTheMachineIsStopped_ItRunsAgainWhereItWas() =>
        RunWithMachine(
            async (lab, hypervisor, clock, token) =>
            {
                lab.World.Play("slow-stop");
                using var early = CancellationTokenSource.CreateLinkedTokenSource(token);
                Task<MigrationReport> migration = hypervisor.MigrateAsync(Request(), early.Token);
                while (!Machines(lab).Contains("node0: x0 ---s--"))
                {
                    await clock.DelayAsync(TimeSpan.FromMilliseconds(20), token);
                }

                early.Cancel();
                Assert.Equal(MigrationStatus.Aborted, (await migration).Status);
                Assert.Equal(["node0: x0 -b----"], Machines(lab));
            }
        );

    [Theory]
    [InlineData("memory", HypervisorError.HostMemoryExhausted)]
    [InlineData("name", HypervisorError.VmExists)]
    public void Migrate_DestinationRefuses_ThrowsWithTheReason(
        string refusal,
        HypervisorError expected
    ) =>
        RunWithMachine(
            async (lab, hypervisor, _, token) =>
            {
                lab.World.Play("destination-refuses", refusal);
                await FailsAsync(expected, () => hypervisor.MigrateAsync(Request(), token));
                Assert.Equal(["node0: x0 -b----"], Machines(lab));
            }
        );

    [Fact]
    public void Migrate_XlHangs_TimedOutAndTheMachineIsWhereItWas() =>
        RunWithMachine(
            async (lab, hypervisor, _, token) =>
            {
                lab.World.Play("xl-hangs", "migrate");
                MigrationRequest hasty = Request() with { Timeout = TimeSpan.FromSeconds(2) };
                MigrationReport report = await hypervisor.MigrateAsync(hasty, token);
                Assert.Equal(MigrationStatus.TimedOut, report.Status);
                Assert.Equal(["node0: x0 -b----"], Machines(lab));
            }
        );

    [Theory]
    [InlineData("list")]
    [InlineData("create")]
    public void Create_XlHangs_ToolFailedAndNothingIsLeft(string verb)
    {
        using var lab = new FakeLab
        {
            Times = new() { Question = TimeSpan.FromSeconds(3), Change = TimeSpan.FromSeconds(3) },
        };
        lab.RunLoop(
            async (clock, token) =>
            {
                lab.World.Play("xl-hangs", verb);
                await FailsAsync(
                    HypervisorError.ToolFailed,
                    () => lab.Hypervisor(clock).CreateAsync(Vm, Source, token)
                );
                Assert.Empty(Machines(lab));
            }
        );
    }

    [Fact]
    public void List_OutputIsCutOff_ToolFailedAndNoShorterList() =>
        RunWithMachine(
            async (lab, hypervisor, _, token) =>
            {
                lab.World.Play("truncated", "list");
                HypervisorException exception = await ShellTest.ThrowsAsync<HypervisorException>(
                    () =>
                        hypervisor.ListAsync(Source, token)
                );
                Assert.Equal(HypervisorError.ToolFailed, exception.Error);
                Assert.IsType<TranscriptException>(exception.InnerException);
            }
        );

    [Fact]
    public void Migrate_HandshakeBreaksBeforeTheStart_AmbiguousAndBothCopiesAreKept() =>
        RunWithMachine(
            async (lab, hypervisor, _, token) =>
            {
                lab.World.Play("handshake", "stopped");
                MigrationReport report = await hypervisor.MigrateAsync(Request(), token);
                Assert.Equal(MigrationStatus.Ambiguous, report.Status);
                Assert.Null(report.Downtime);
                Assert.Equal(
                    ["node0: x0--migratedaway ---s--", "node1: x0--incoming --p---"],
                    Machines(lab)
                );

                // Nothing may start it now, wherever.
                await FailsAsync(
                    HypervisorError.VmExists,
                    () => hypervisor.CreateAsync(Vm, FakeLab.Members[2], token)
                );
            }
        );

    [Fact]
    public void Migrate_HandshakeBreaksAfterTheStart_TheListsSettleIt() =>
        RunWithMachine(
            async (lab, hypervisor, _, token) =>
            {
                lab.World.Play("handshake", "started");
                MigrationReport report = await hypervisor.MigrateAsync(Request(), token);
                Assert.Equal(MigrationStatus.Completed, report.Status);
                Assert.Equal(["node1: x0 -b----"], Machines(lab));
            }
        );

    [Fact]
    public void Save_DiskIsFull_ToolFailedAndTheMachineRunsOn() =>
        RunWithMachine(
            async (lab, hypervisor, _, token) =>
            {
                lab.World.Play("disk-full");
                await FailsAsync(
                    HypervisorError.ToolFailed,
                    () => hypervisor.SaveAsync(Vm.Name, Source, live: false, token)
                );
                Assert.Equal(["node0: x0 -b----"], Machines(lab));
                Assert.Empty(Directory.EnumerateFileSystemEntries(lab.World.Shared));
            }
        );

    [Fact]
    public void Save_Live_IsRefusedBeforeAnythingIsDone() =>
        RunWithMachine(
            async (lab, hypervisor, _, token) =>
            {
                int calls = lab.World.Calls().Count;
                NotSupportedException exception =
                    await ShellTest.ThrowsAsync<NotSupportedException>(() =>
                        hypervisor.SaveAsync(Vm.Name, Source, live: true, token)
                    );
                Assert.Contains("staged-copy", exception.Message, StringComparison.Ordinal);
                Assert.Equal(calls, lab.World.Calls().Count);
            }
        );

    [Theory]
    [InlineData(null, false)]
    [InlineData("silent", null)]
    [InlineData("up", true)]
    public void ClStatus_HeartbeatIsInSomeState_IsAnAnswer(string? state, bool? expected) =>
        FakeLab.Run(
            async (lab, clock, token) =>
            {
                if (state is not null)
                {
                    lab.World.Set(Source.Value, "heartbeat", state);
                }

                ShellResult result = await lab.Shell(clock)
                    .ExecuteAsync(Source, HeartbeatStatus(TimeSpan.FromSeconds(20)), token);
                Assert.Equal(
                    expected,
                    ClStatusParser.ParseRunning(result.StandardOutput, result.ExitCode)
                );
            }
        );

    [Fact]
    public void ClStatus_HeartbeatBlocks_TimedOut() =>
        FakeLab.Run(
            async (lab, clock, token) =>
            {
                lab.World.Set(Source.Value, "heartbeat", "hangs");
                ShellException exception = await ShellTest.ThrowsAsync<ShellException>(() =>
                    lab.Shell(clock)
                        .ExecuteAsync(Source, HeartbeatStatus(TimeSpan.FromSeconds(1)), token)
                );
                Assert.Equal(ShellError.TimedOut, exception.Error);
            }
        );

    [Fact]
    public void ClockOffset_HostsClockIsWrong_IsKnown() =>
        FakeLab.Run(
            async (lab, clock, token) =>
            {
                lab.World.Set(Target.Value, "clock", "3600");
                SshShell shell = lab.Shell(clock);
                HostClockOffset right = await HostClockOffset.MeasureAsync(shell, Source, token);
                HostClockOffset ahead = await HostClockOffset.MeasureAsync(shell, Target, token);
                double seconds = (right.Offset - ahead.Offset).TotalSeconds;
                Assert.Equal(3600, seconds, (right.Error + ahead.Error).TotalSeconds);
            }
        );

    private static RemoteCommand HeartbeatStatus(TimeSpan timeout) =>
        new("cl_status", ["hbstatus"], timeout);

    private static MigrationRequest Request() =>
        new(Vm.Name, Source, Target, MigrationMode.PreCopy, TimeSpan.FromMinutes(1));

    private static async Task FailsAsync(HypervisorError error, Func<Task> call)
    {
        HypervisorException exception = await ShellTest.ThrowsAsync<HypervisorException>(call);
        Assert.Equal(error, exception.Error);
    }

    /// <summary>Gets what is on all hosts, whatever a list would leave out.</summary>
    private static IEnumerable<string> Machines(FakeLab lab) =>
        lab
            .World.Hosts.Order(StringComparer.Ordinal)
            .SelectMany(host =>
                lab.World.Domains(host).Select(vm => $"{host}: {vm.Name} {vm.State}")
            );

    private static void RunWithMachine(
        Func<FakeLab, XlHypervisor, RunClock, CancellationToken, Task> body
    ) =>
        FakeLab.Run(
            async (lab, clock, token) =>
            {
                await lab.SetPaceAsync(clock, lab.Shell(clock), token);
                XlHypervisor hypervisor = lab.Hypervisor(clock);
                await hypervisor.CreateAsync(Vm, Source, token);
                await body(lab, hypervisor, clock, token);
            }
        );
}
