using MigSim.Clustering;
using MigSim.Experiments.Reports;
using MigSim.Faults;
using MigSim.Measurement;
using MigSim.Simulation.Tests.Contracts;
using MigSim.Units;
using MigSim.Virtualization;

namespace MigSim.Simulation.Tests.Behaviour;

/// <summary>Machines whose state is sent to another host again and again.</summary>
public sealed class ProtectionTests
{
    private readonly SimulatedFixture _fixture = new();

    private VmSpec Vm => _fixture.Machines[0];

    private HostName Source => _fixture.Hosts[0];

    private HostName Target => _fixture.Hosts[1];

    private static CheckpointProfile Checkpoints =>
        new()
        {
            Name = "test",
            Interval = TimeSpan.FromMilliseconds(100),
            Pause = TimeSpan.FromMilliseconds(3),
            CopyAsideRate = DataRate.FromGigabitsPerSecond(8),
            HoldsOutput = true,
            Activate = TimeSpan.FromMilliseconds(20),
            Constants = [],
        };

    [Fact]
    public void ProtectAsync_SourceCrashes_TheCopyRunsAndNothingIsLeftBehind() =>
        _fixture.Run(async bed =>
        {
            var hypervisor = (IProtectingHypervisor)bed.Hypervisor;
            await hypervisor.CreateAsync(Vm, Source, bed.Token);
            Assert.False(await hypervisor.HasCopyAsync(Vm.Name, Target, bed.Token));
            Task<ProtectionReport> protection = Protect(hypervisor, bed.Token);
            await bed.WaitAsync(TimeSpan.FromSeconds(5));
            Assert.False(await hypervisor.HasCopyAsync(Vm.Name, Target, bed.Token));

            await bed.Faults.InjectAsync(new Fault.HostCrash(Source), bed.Token);

            ProtectionReport report = await protection;
            Assert.InRange(report.Checkpoints, 20, 50);
            Assert.True(await hypervisor.HasCopyAsync(Vm.Name, Target, bed.Token));
            VmStatus status = await hypervisor.ActivateAsync(Vm.Name, Target, bed.Token);
            Assert.Equal((Target, VmState.Running), (status.Host, status.State));
            Assert.False(await hypervisor.HasCopyAsync(Vm.Name, Target, bed.Token));
            await hypervisor.DestroyAsync(Vm.Name, Target, bed.Token);
            await hypervisor.CreateAsync(
                Vm with
                {
                    Memory = DataSize.FromMebibytes(1024),
                },
                Target,
                bed.Token
            );
        });

    [Fact]
    public void ProtectAsync_GivenUp_TheMachineRunsOnAndTheCopyIsGone() =>
        _fixture.Run(async bed =>
        {
            var hypervisor = (IProtectingHypervisor)bed.Hypervisor;
            await hypervisor.CreateAsync(Vm, Source, bed.Token);
            using var wanted = new CancellationTokenSource();
            Task<ProtectionReport> protection = Protect(hypervisor, wanted.Token);
            await bed.WaitAsync(TimeSpan.FromSeconds(5));

            wanted.Cancel();
            await protection;

            VmStatus status = Assert.Single(await hypervisor.ListAsync(Source, bed.Token));
            Assert.Equal(VmState.Running, status.State);
            await bed.Faults.InjectAsync(new Fault.HostCrash(Source), bed.Token);
            Assert.False(await hypervisor.HasCopyAsync(Vm.Name, Target, bed.Token));
            HypervisorException exception = await Assert.ThrowsAsync<HypervisorException>(() =>
                hypervisor.ActivateAsync(Vm.Name, Target, bed.Token)
            );
            Assert.Equal(HypervisorError.NothingSaved, exception.Error);
        });

    [Fact]
    public void ProtectAsync_TargetCrashes_TheMachineRunsOnAndAnswers() =>
        _fixture.Run(async bed =>
        {
            var hypervisor = (IProtectingHypervisor)bed.Hypervisor;
            await hypervisor.CreateAsync(Vm, Source, bed.Token);
            Task<ProtectionReport> protection = Protect(hypervisor, bed.Token);
            await bed.WaitAsync(TimeSpan.FromSeconds(5));

            await bed.Faults.InjectAsync(new Fault.HostCrash(Target), bed.Token);
            await protection;
            await bed.WaitAsync(TimeSpan.FromSeconds(1));

            await foreach (var sample in bed.Probe.PingAsync(Echo(20), bed.Token))
            {
                Assert.InRange(
                    sample.RoundTripTime!.Value,
                    TimeSpan.Zero,
                    TimeSpan.FromMilliseconds(2)
                );
            }
        });

    [Fact]
    public void ProtectAsync_OutputHeld_AnswersComeWithTheNextAcknowledgement() =>
        _fixture.Run(async bed =>
        {
            var hypervisor = (IProtectingHypervisor)bed.Hypervisor;
            await hypervisor.CreateAsync(Vm, Source, bed.Token);
            using var wanted = new CancellationTokenSource();
            Task<ProtectionReport> protection = Protect(hypervisor, wanted.Token);
            await bed.WaitAsync(TimeSpan.FromSeconds(5));

            double sum = 0;
            await foreach (var sample in bed.Probe.PingAsync(Echo(300), bed.Token))
            {
                // No answer is lost, and none waits for longer than one interval and one checkpoint.
                double waited = sample.RoundTripTime!.Value.TotalMilliseconds;
                Assert.InRange(waited, 0, 150);
                sum += waited;
            }

            // Half an interval, and what a checkpoint takes to be acknowledged.
            Assert.InRange(sum / 300, 50, 100);
            wanted.Cancel();
            ProtectionReport report = await protection;
            double share = report.Paused / report.Duration;
            Assert.InRange(share, 0.03, 0.06);
        });

    [Theory]
    [InlineData(ControlledFailureRun.LiveMigrate)]
    [InlineData(ControlledFailureRun.StopStart)]
    public void Crash_MachineWithCheckpoints_IsBackWithoutABoot(string script)
    {
        RunResult run = ControlledFailureRun.Of(
            script,
            "failure.kind=crash",
            "machines.*.checkpoints=checkpoints/remus.yaml",
            "probe.count=6000"
        );

        // The boot alone would take 12 s after the detection.
        Assert.InRange(run.Metric("protection.x0.recovery_ms"), 1, 1_000);
        Assert.InRange(run.Metric("protection.x1.recovery_ms"), 1, 1_000);
        Assert.InRange(run.Metric("service.x0.downtime_ms"), 4_000, 7_000);
    }

    private ProbeSpec Echo(int count) =>
        new(
            _fixture.Client,
            Vm.Address,
            TimeSpan.FromMilliseconds(7),
            count,
            TimeSpan.FromSeconds(1),
            DataSize.FromBytes(56)
        );

    private Task<ProtectionReport> Protect(
        IProtectingHypervisor hypervisor,
        CancellationToken cancellationToken
    ) =>
        hypervisor.ProtectAsync(
            new(Vm.Name, Source, Target, Checkpoints),
            () => { },
            cancellationToken
        );
}
