using MigSim.Faults;
using MigSim.Measurement;
using MigSim.Units;
using MigSim.Virtualization;

namespace MigSim.Contracts;

/// <summary>What <see cref="IProbe"/> must do.</summary>
public abstract class ProbeContract
{
    protected abstract ITestbedFixture Fixture { get; }

    private VmSpec Vm => Fixture.Machines[0];

    private HostName Host => Fixture.Hosts[0];

    // Much longer than a round trip, and a whole number of times in a second.
    private ProbeSpec Spec =>
        new(
            Fixture.Client,
            Vm.Address,
            TimeSpan.FromMilliseconds(20),
            50,
            TimeSpan.FromMilliseconds(200),
            DataSize.FromBytes(56)
        );

    [Fact]
    public void PingAsync_MachineRuns_EveryRequestIsAnsweredInOrder() =>
        Fixture.Run(async bed =>
        {
            await bed.Hypervisor.CreateAsync(Vm, Host, bed.Token);
            await bed.WaitAsync(Fixture.Tolerance);
            TimeSpan begin = bed.Clock.Now;
            List<ProbeSample> samples = await PingAsync(bed, Spec);
            Assert.Equal(Enumerable.Range(1, 50), samples.Select(sample => sample.Sequence));
            foreach (ProbeSample sample in samples)
            {
                TimeSpan due = begin + (Spec.Interval * (sample.Sequence - 1));
                Assert.InRange(sample.SentAt, due, due + Fixture.Tolerance);
                Assert.NotNull(sample.RoundTripTime);
                Assert.InRange(sample.RoundTripTime.Value, new TimeSpan(1), Fixture.Tolerance);
            }
        });

    [Fact]
    public void PingAsync_NobodyHasTheAddress_EveryRequestIsLost() =>
        Fixture.Run(async bed =>
        {
            List<ProbeSample> samples = await PingAsync(bed, Spec);
            Assert.Equal(Enumerable.Range(1, 50), samples.Select(sample => sample.Sequence));
            Assert.All(samples, sample => Assert.Null(sample.RoundTripTime));
        });

    [Fact]
    public void PingAsync_HostFailsInTheMiddle_TheRestIsLost() =>
        Fixture.Run(async bed =>
        {
            await bed.Hypervisor.CreateAsync(Vm, Host, bed.Token);
            await bed.WaitAsync(Fixture.Tolerance);
            TimeSpan crashAt = bed.Clock.Now + (Spec.Interval * 20.5);
            Task<List<ProbeSample>> probing = PingAsync(bed, Spec);
            await bed.Clock.DelayUntilAsync(crashAt, bed.Token);
            await bed.Faults.InjectAsync(new Fault.HostCrash(Host), bed.Token);
            List<ProbeSample> samples = await probing;
            Assert.Equal(Enumerable.Range(1, 50), samples.Select(sample => sample.Sequence));
            foreach (ProbeSample sample in samples)
            {
                if ((sample.SentAt - crashAt).Duration() >= Fixture.Scope.ClockError)
                {
                    Assert.Equal(sample.SentAt < crashAt, sample.RoundTripTime is not null);
                }
            }
        });

    [Fact]
    public void PingAsync_LinkDownForAWhile_AnswersComeAgainAfterwards() =>
        Fixture.Run(async bed =>
        {
            await bed.Hypervisor.CreateAsync(Vm, Host, bed.Token);
            await bed.WaitAsync(Fixture.Tolerance);
            Fault down = new Fault.LinkDown(LinkName.Of(Host, NetworkName.Lan));
            if (!bed.Faults.Supports(down))
            {
                return;
            }

            Task<List<ProbeSample>> probing = PingAsync(bed, Spec);
            await bed.WaitAsync(Spec.Interval * 10.5);
            await using (await bed.Faults.InjectAsync(down, bed.Token))
            {
                await bed.WaitAsync(Spec.Interval * 10);
            }

            List<ProbeSample> samples = await probing;
            Assert.All(samples[..11], sample => Assert.NotNull(sample.RoundTripTime));
            Assert.All(samples[11..21], sample => Assert.Null(sample.RoundTripTime));
            Assert.All(samples[21..], sample => Assert.NotNull(sample.RoundTripTime));
        });

    [Fact]
    public void PingAsync_MachineMoves_IsAnsweredFromTheNewHost() =>
        Fixture.Run(async bed =>
        {
            await bed.Hypervisor.CreateAsync(Vm, Host, bed.Token);
            MigrationReport report = await bed.Hypervisor.MigrateAsync(
                new(
                    Vm.Name,
                    Host,
                    Fixture.Hosts[1],
                    MigrationMode.PreCopy,
                    TimeSpan.FromMinutes(1)
                ),
                bed.Token
            );
            Assert.Equal(MigrationStatus.Completed, report.Status);
            await bed.WaitAsync(Fixture.Tolerance);
            await bed.Faults.InjectAsync(new Fault.HostCrash(Host), bed.Token);
            List<ProbeSample> samples = await PingAsync(bed, Spec);
            Assert.All(samples, sample => Assert.NotNull(sample.RoundTripTime));
        });

    [Fact]
    public void PingAsync_TimeoutBelowTheRoundTrip_EveryRequestIsLost() =>
        Fixture.Run(async bed =>
        {
            await bed.Hypervisor.CreateAsync(Vm, Host, bed.Token);
            List<ProbeSample> samples = await PingAsync(
                bed,
                Spec with
                {
                    Timeout = TimeSpan.FromMicroseconds(1),
                }
            );
            Assert.All(samples, sample => Assert.Null(sample.RoundTripTime));
        });

    [Fact]
    public void PingAsync_Cancelled_Ends() =>
        Fixture.Run(async bed =>
        {
            using CancellationTokenSource early = bed.Clock.CreateDeadline(Spec.Interval * 5);
            TimeSpan begin = bed.Clock.Now;
            await Calls.ThrowsAsync<OperationCanceledException>(() =>
                Calls.TakeAsync(bed.Probe.PingAsync(Spec, early.Token), int.MaxValue)
            );
            Moments.AssertClose(begin + (Spec.Interval * 5), bed.Clock.Now, Fixture.Tolerance);
        });

    [Fact]
    public void PingAsync_NoIntervalOrNoRequest_Throws() =>
        Fixture.Run(async bed =>
        {
            ProbeSpec[] wrong =
            [
                Spec with
                {
                    Interval = TimeSpan.Zero,
                },
                Spec with
                {
                    Interval = TimeSpan.FromSeconds(-1),
                },
                Spec with
                {
                    Count = 0,
                },
            ];
            foreach (ProbeSpec spec in wrong)
            {
                await Calls.ThrowsAsync<ArgumentOutOfRangeException>(() => PingAsync(bed, spec));
            }
        });

    private static Task<List<ProbeSample>> PingAsync(Testbed bed, ProbeSpec spec) =>
        Calls.TakeAsync(bed.Probe.PingAsync(spec, bed.Token), int.MaxValue);
}
