using MigSim.Units;
using MigSim.Virtualization;

namespace MigSim.Contracts;

/// <summary>What a <see cref="MigrationReport"/> must say, as far as it says anything.</summary>
public abstract class MigrationReportContract
{
    protected abstract ITestbedFixture Fixture { get; }

    private VmSpec Vm => Fixture.Machines[0];

    private HostName Source => Fixture.Hosts[0];

    private HostName Target => Fixture.Hosts[1];

    [Theory]
    [InlineData(MigrationMode.PreCopy)]
    [InlineData(MigrationMode.StopAndCopy)]
    public void MigrateAsync_Reported_PartsAddUpToTheDowntime(MigrationMode mode) =>
        Fixture.Run(async bed =>
        {
            Fixture.Scope.Require(mode);
            await CreateAsync(bed);
            MigrationReport report = await MigrateAsync(bed, Request(mode));
            if (report.DowntimeParts is not { } parts)
            {
                return;
            }

            TimeSpan sum = parts.Suspend + parts.LastCopy + parts.Handshake + parts.Resume;
            Assert.Equal(report.Downtime, sum);
            Assert.InRange(report.Downtime!.Value, TimeSpan.Zero, report.TotalTime);
            TimeSpan[] all = [parts.Suspend, parts.LastCopy, parts.Handshake, parts.Resume];
            Assert.All(all, part => Assert.True(part >= TimeSpan.Zero));
        });

    [Theory]
    [InlineData(MigrationMode.PreCopy)]
    [InlineData(MigrationMode.StopAndCopy)]
    public void MigrateAsync_Reported_DowntimeIsWhatTheListsShow(MigrationMode mode) =>
        Fixture.Run(async bed =>
        {
            Fixture.Scope.Require(mode);
            await CreateAsync(bed);
            MigrationReport? report = null;
            Sightings seen = await bed.WatchWhileAsync(
                Fixture,
                Vm.Name,
                async () => report = await MigrateAsync(bed, Request(mode))
            );
            if (report!.Downtime is { } downtime)
            {
                TimeSpan stopped = Fixture.Watch * seen.Nowhere;
                Moments.AssertClose(downtime, stopped, (Fixture.Watch * 2) + Fixture.Tolerance);
            }
        });

    [Fact]
    public void MigrateAsync_PreCopy_StopsTheGuestForLessThanStopAndCopy() =>
        Fixture.Run(async bed =>
        {
            Fixture.Scope.Require(MigrationMode.StopAndCopy);
            await CreateAsync(bed);
            MigrationReport live = await MigrateAsync(bed, Request(MigrationMode.PreCopy));
            MigrationReport stopped = await MigrateAsync(
                bed,
                Request(MigrationMode.StopAndCopy) with
                {
                    Source = Target,
                    Target = Source,
                }
            );
            Assert.True(live.Downtime < stopped.Downtime);
            Assert.True(live.Downtime < live.TotalTime / 2);
        });

    [Fact]
    public void MigrateAsync_PreCopyReported_RoundsFollowFromEachOther() =>
        Fixture.Run(async bed =>
        {
            await CreateAsync(bed);
            MigrationReport report = await MigrateAsync(bed, Request(MigrationMode.PreCopy));
            if (report.Rounds is not { } rounds)
            {
                return;
            }

            Assert.Equal(Enumerable.Range(1, rounds.Length), rounds.Select(r => r.Iteration));
            Assert.Equal(Vm.Memory.Pages, rounds[0].PagesSent + rounds[0].PagesSkipped);
            Assert.Equal([rounds[^1]], rounds.Where(round => round.GuestStopped));
            Assert.Equal(0, rounds[^1].PagesSkipped);
            foreach ((PreCopyRound before, PreCopyRound round) in rounds.Zip(rounds.Skip(1)))
            {
                long toSend = round.PagesSent + round.PagesSkipped;
                Assert.True(before.PagesSkipped <= before.PagesDirtied);
                Assert.True(before.StartedAt + before.Duration <= round.StartedAt);

                // Until it was stopped the guest went on writing.
                Assert.True(
                    round.GuestStopped
                        ? toSend >= before.PagesDirtied
                        : toSend == before.PagesDirtied
                );
            }
        });

    [Theory]
    [InlineData(MigrationMode.PreCopy)]
    [InlineData(MigrationMode.StopAndCopy)]
    public void MigrateAsync_Reported_TransferredIsWhatTheRoundsSent(MigrationMode mode) =>
        Fixture.Run(async bed =>
        {
            Fixture.Scope.Require(mode);
            await CreateAsync(bed);
            MigrationReport report = await MigrateAsync(bed, Request(mode));
            if (report is { Transferred: { } transferred, Rounds: { } rounds })
            {
                long pages = rounds.Sum(round => round.PagesSent);
                Assert.True(pages >= Vm.Memory.Pages);
                Assert.InRange(
                    transferred.Bytes,
                    DataSize.FromPages(pages).Bytes,
                    DataSize.FromPages(pages).Bytes * 1.01
                );
            }
        });

    [Fact]
    public void MigrateAsync_Completed_CpuTimeCountsAnewOnTheTarget() =>
        Fixture.Run(async bed =>
        {
            await CreateAsync(bed);
            await bed.WaitAsync(Fixture.Watch * 20);
            await MigrateAsync(bed, Request(MigrationMode.PreCopy));
            IReadOnlyList<VmStatus> there = await bed.Hypervisor.ListAsync(Target, bed.Token);
            Assert.InRange(there[0].CpuTime, TimeSpan.Zero, Fixture.Tolerance);
        });

    private MigrationRequest Request(MigrationMode mode) =>
        new(Vm.Name, Source, Target, mode, TimeSpan.FromHours(1));

    private static Task<MigrationReport> MigrateAsync(Testbed bed, MigrationRequest request) =>
        bed.Hypervisor.MigrateAsync(request, bed.Token);

    private Task CreateAsync(Testbed bed) => bed.Hypervisor.CreateAsync(Vm, Source, bed.Token);
}
