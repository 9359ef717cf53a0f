using MigSim.Measurement;
using MigSim.Units;
using MigSim.Virtualization;

namespace MigSim.Contracts;

/// <summary>What <see cref="IHostMetrics"/> must do.</summary>
public abstract class HostMetricsContract
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    protected abstract ITestbedFixture Fixture { get; }

    private VmSpec Vm => Fixture.Machines[0];

    private HostName Source => Fixture.Hosts[0];

    private HostName Target => Fixture.Hosts[1];

    [Fact]
    public void SampleAsync_Idle_SamplesComeAtTheEndOfEachInterval() =>
        Fixture.Run(async bed =>
        {
            TimeSpan begin = bed.Clock.Now;
            List<HostSample> samples = await SampleAsync(bed, Source, 4);
            for (int index = 0; index < samples.Count; index++)
            {
                TimeSpan due = begin + (Interval * (index + 1));
                Assert.InRange(samples[index].At, due, due + Fixture.Tolerance);
                Assert.Equal(Source, samples[index].Host);
            }
        });

    [Fact]
    public void SampleAsync_Idle_NextToNoProcessorTime() =>
        Fixture.Run(async bed =>
        {
            List<HostSample> samples = await SampleAsync(bed, Source, 4);
            Assert.All(samples, sample => Assert.InRange(sample.CpuUtilization, 0, 0.05));
        });

    [Fact]
    public void SampleAsync_MachineRuns_CostsItsShareAndItsMemory() =>
        Fixture.Run(async bed =>
        {
            HostSample before = (await SampleAsync(bed, Source, 1))[0];
            await bed.Hypervisor.CreateAsync(Vm, Source, bed.Token);
            HostSample after = (await SampleAsync(bed, Source, 1))[0];
            Assert.Equal(before.MemoryFree - Vm.Memory, after.MemoryFree);
            Assert.Equal(before.CpuUtilization + Vm.Workload.CpuShare, after.CpuUtilization, 0.05);
            DomainSample domain = after.Domains.Single(d => d.Domain == Vm.Name.Value);
            Assert.Equal(Vm.Memory, domain.Memory);
            Assert.Equal(Vm.Workload.CpuShare, domain.CpuUtilization, 0.05);
        });

    [Fact]
    public void SampleAsync_MachineGone_GivesItsMemoryBack() =>
        Fixture.Run(async bed =>
        {
            DataSize before = (await SampleAsync(bed, Target, 1))[0].MemoryFree;
            await bed.Hypervisor.CreateAsync(Vm, Source, bed.Token);
            await MigrateAsync(bed);
            Assert.Equal(before - Vm.Memory, (await SampleAsync(bed, Target, 1))[0].MemoryFree);
            await bed.Hypervisor.DestroyAsync(Vm.Name, Target, bed.Token);
            Assert.Equal(before, (await SampleAsync(bed, Target, 1))[0].MemoryFree);
        });

    [Fact]
    public void SampleAsync_MemoryIsCopied_CostsProcessorTimeOnBothHosts() =>
        Fixture.Run(async bed =>
        {
            await bed.Hypervisor.CreateAsync(Vm, Source, bed.Token);
            Task<MigrationReport> migration = MigrateAsync(bed);
            await bed.WaitAsync(Fixture.MidMigration);
            Task<List<HostSample>> sampling = SampleAsync(bed, Source, 1);
            HostSample target = (await SampleAsync(bed, Target, 1))[0];
            HostSample source = (await sampling)[0];
            await migration;
            Assert.True(source.CpuUtilization > Vm.Workload.CpuShare + 0.1);
            Assert.True(target.CpuUtilization > 0.1);
        });

    [Fact]
    public void SampleAsync_MemoryIsCopied_IsCountedOnTheLinks() =>
        Fixture.Run(async bed =>
        {
            await bed.Hypervisor.CreateAsync(Vm, Source, bed.Token);
            HostSample source = (await SampleAsync(bed, Source, 1))[0];
            HostSample target = (await SampleAsync(bed, Target, 1))[0];
            MigrationReport report = await MigrateAsync(bed);
            DataSize sent = (await SampleAsync(bed, Source, 1))[0].Transmitted - source.Transmitted;
            DataSize got = (await SampleAsync(bed, Target, 1))[0].Received - target.Received;
            DataSize payload = report.Transferred ?? Vm.Memory;
            Assert.InRange(sent.Bytes, payload.Bytes, payload.Bytes * 1.2);
            Assert.InRange(got.Bytes, payload.Bytes, payload.Bytes * 1.2);
        });

    [Fact]
    public void SampleAsync_Cancelled_Ends() =>
        Fixture.Run(async bed =>
        {
            using CancellationTokenSource early = bed.Clock.CreateDeadline(Interval * 2.5);
            var seen = 0;
            await Calls.ThrowsAsync<OperationCanceledException>(async () =>
            {
                IAsyncEnumerable<HostSample> samples = bed.HostMetrics.SampleAsync(
                    Source,
                    Interval,
                    early.Token
                );
                await foreach (HostSample sample in samples)
                {
                    seen++;
                }
            });
            Assert.Equal(2, seen);
        });

    private static Task<List<HostSample>> SampleAsync(Testbed bed, HostName host, int count) =>
        Calls.TakeAsync(bed.HostMetrics.SampleAsync(host, Interval, bed.Token), count);

    private Task<MigrationReport> MigrateAsync(Testbed bed) =>
        bed.Hypervisor.MigrateAsync(
            new(Vm.Name, Source, Target, MigrationMode.PreCopy, TimeSpan.FromMinutes(1)),
            bed.Token
        );
}
