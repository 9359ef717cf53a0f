using MigSim.Lab.Shell;
using MigSim.Lab.Tests.Shell;
using MigSim.Virtualization;

namespace MigSim.Lab.Tests.FakeHost;

/// <summary>A recorded session replayed: the same calls have the same results, without any host.</summary>
public sealed class RecordedSessionTests
{
    private static readonly VmSpec Vm = FakeLab.Machines[0];
    private static readonly HostName Source = FakeLab.Members[0];
    private static readonly HostName Target = FakeLab.Members[1];

    [Fact]
    public void Replay_WholeLifeOfAMachine_HasTheSameResults() =>
        ReplaysTheSame(
            async (lab, hypervisor, told, token) =>
            {
                told.Add((await hypervisor.CreateAsync(Vm, Source, token)).ToString());
                MigrationReport report = await hypervisor.MigrateAsync(Request, token);
                told.Add($"{report.Status} {report.Downtime} {report.Rounds!.Value.Length}");
                await hypervisor.SaveAsync(Vm.Name, Target, live: false, token);
                told.Add((await hypervisor.RestoreAsync(Vm.Name, Source, token)).ToString());
                await hypervisor.ShutDownAsync(Vm.Name, Source, token);
                await Fails(HypervisorError.VmNotFound, DestroyAsync);
                await Fails(HypervisorError.NothingSaved, RestoreAsync);
                told.Add($"{(await hypervisor.ListAsync(Source, token)).Count}");

                Task DestroyAsync() => hypervisor.DestroyAsync(Vm.Name, Source, token);

                Task RestoreAsync() => hypervisor.RestoreAsync(Vm.Name, Source, token);
            }
        );

    [Fact]
    public void Replay_HandshakeBreaks_IsAmbiguousAgain() =>
        ReplaysTheSame(
            async (lab, hypervisor, told, token) =>
            {
                lab.World.Play("handshake", "stopped");
                await hypervisor.CreateAsync(Vm, Source, token);
                MigrationReport report = await hypervisor.MigrateAsync(Request, token);
                Assert.Equal(MigrationStatus.Ambiguous, report.Status);
                told.Add($"{report.Status}");
            }
        );

    [Fact]
    public void Replay_HostIsDown_IsUnreachableAgain() =>
        ReplaysTheSame(
            async (lab, hypervisor, told, token) =>
            {
                lab.World.PowerOff(Target.Value);
                await hypervisor.CreateAsync(Vm, Source, token);
                await Fails(
                    HypervisorError.HostUnreachable,
                    () => hypervisor.MigrateAsync(Request, token)
                );
                told.Add($"{(await hypervisor.ListAsync(Source, token)).Count}");
            }
        );

    private static MigrationRequest Request =>
        new(Vm.Name, Source, Target, MigrationMode.PreCopy, TimeSpan.FromMinutes(1));

    private static async Task Fails(HypervisorError error, Func<Task> call)
    {
        HypervisorException exception = await ShellTest.ThrowsAsync<HypervisorException>(call);
        Assert.Equal(error, exception.Error);
    }

    private static void ReplaysTheSame(
        Func<FakeLab, ISavingHypervisor, List<string>, CancellationToken, Task> body
    ) =>
        FakeLab.Run(
            async (lab, clock, token) =>
            {
                using var writer = new StringWriter();
                var recorded = new List<string>();
                await using (SshShell ssh = lab.Shell(clock))
                {
                    var recording = new RecordingShell(ssh, writer);
                    await body(lab, lab.Hypervisor(clock, recording), recorded, token);
                }

                var replay = new ReplayShell(new StringReader(writer.ToString()));
                int calls = lab.World.Calls().Count;
                var replayed = new List<string>();
                await body(lab, lab.Hypervisor(clock, replay), replayed, token);
                Assert.Equal(recorded, replayed);
                Assert.Equal(0, replay.RemainingCount);
                Assert.Equal(calls, lab.World.Calls().Count);
            }
        );
}
