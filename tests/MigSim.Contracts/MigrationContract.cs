using System.Collections.Immutable;
using MigSim.Faults;
using MigSim.Units;
using MigSim.Virtualization;

namespace MigSim.Contracts;

/// <summary>What <see cref="IHypervisor.MigrateAsync"/> must do, and what it must never do.</summary>
public abstract class MigrationContract
{
    protected abstract ITestbedFixture Fixture { get; }

    private VmSpec Vm => Fixture.Machines[0];

    private HostName Source => Fixture.Hosts[0];

    private HostName Target => Fixture.Hosts[1];

    private ImmutableArray<HostName> Hosts => Fixture.Hosts;

    [Theory]
    [InlineData(MigrationMode.PreCopy)]
    [InlineData(MigrationMode.StopAndCopy)]
    public void MigrateAsync_NothingGoesWrong_RunsOnTheTarget(MigrationMode mode) =>
        Fixture.Run(async bed =>
        {
            TimeSpan askedAt = await CreateAsync(bed);
            MigrationReport report = await MigrateAsync(bed, Request(mode));
            Assert.Equal(MigrationStatus.Completed, report.Status);
            Assert.Equal(Request(mode), report.Request);
            Moments.AssertClose(askedAt, report.StartedAt, Fixture.Tolerance);
            Moments.AssertClose(bed.Clock.Now - askedAt, report.TotalTime, Fixture.Tolerance);
            Assert.Equal([Target], await bed.RunsOnAsync(Vm.Name, Hosts));
            Assert.Empty(await bed.Hypervisor.ListAsync(Source, bed.Token));
        });

    [Theory]
    [InlineData(MigrationMode.PreCopy)]
    [InlineData(MigrationMode.StopAndCopy)]
    public void MigrateAsync_WatchedAllTheTime_NeverRunsOnBothHosts(MigrationMode mode) =>
        Fixture.Run(async bed =>
        {
            await CreateAsync(bed);
            Sightings seen = await bed.WatchWhileAsync(
                Fixture,
                Vm.Name,
                async () =>
                {
                    await MigrateAsync(bed, Request(mode));
                    await bed.WaitAsync(Fixture.Watch * 2);
                }
            );
            Assert.True(seen.Looks > 10);
            Assert.Equal([Source, Target], seen.Places);
        });

    [Theory]
    [InlineData(MigrationMode.PreCopy)]
    [InlineData(MigrationMode.StopAndCopy)]
    public void MigrateAsync_Reported_PartsAddUpToTheDowntime(MigrationMode mode) =>
        Fixture.Run(async bed =>
        {
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
            await bed.WaitAsync(TimeSpan.FromSeconds(100));
            await MigrateAsync(bed, Request(MigrationMode.PreCopy));
            IReadOnlyList<VmStatus> there = await bed.Hypervisor.ListAsync(Target, bed.Token);
            Assert.InRange(there[0].CpuTime, TimeSpan.Zero, Fixture.Tolerance);
        });

    [Fact]
    public void MigrateAsync_TimeIsOver_TimedOutAndRunsAtTheSource() =>
        Fixture.Run(async bed =>
        {
            await CreateAsync(bed);
            MigrationRequest hasty = Request(MigrationMode.PreCopy) with
            {
                Timeout = Fixture.MidMigration,
            };
            TimeSpan begin = bed.Clock.Now;
            MigrationReport report = await MigrateAsync(bed, hasty);
            Assert.Equal(MigrationStatus.TimedOut, report.Status);
            Moments.AssertClose(begin + hasty.Timeout, bed.Clock.Now, Fixture.Tolerance);
            await AssertUntouchedAsync(bed);
        });

    [Theory]
    [InlineData(MigrationMode.PreCopy)]
    [InlineData(MigrationMode.StopAndCopy)]
    public void MigrateAsync_Cancelled_AbortedAndRunsAtTheSource(MigrationMode mode) =>
        Fixture.Run(async bed =>
        {
            await CreateAsync(bed);
            using var early = CancellationTokenSource.CreateLinkedTokenSource(bed.Token);
            Task<MigrationReport> migration = bed.Hypervisor.MigrateAsync(
                Request(mode),
                early.Token
            );
            await bed.WaitAsync(Fixture.MidMigration);
            early.Cancel();
            MigrationReport report = await migration;
            Assert.Equal(MigrationStatus.Aborted, report.Status);
            await AssertUntouchedAsync(bed);
        });

    [Fact]
    public void MigrateAsync_CancelledAtAnyMoment_StatusTellsWhereItRuns() =>
        Fixture.Run(async bed =>
        {
            await CreateAsync(bed);
            MigrationReport whole = await MigrateAsync(bed, Request(MigrationMode.PreCopy));
            await bed.Hypervisor.DestroyAsync(Vm.Name, Target, bed.Token);
            await CreateAsync(bed);
            TimeSpan lastWord = whole.TotalTime - TimeSpan.FromMicroseconds(10);
            TimeSpan step = whole.TotalTime / 40;
            for (TimeSpan at = TimeSpan.Zero; at <= whole.TotalTime + step; at += step)
            {
                await CancelAtAsync(bed, at < lastWord && at + step > lastWord ? lastWord : at);
            }
        });

    [Fact]
    public void MigrateAsync_TargetFails_TargetFailedAndRunsAtTheSource() =>
        Fixture.Run(async bed =>
        {
            await CreateAsync(bed);
            MigrationReport report = await FailAtAsync(bed, Target, Fixture.MidMigration);
            Assert.Equal(MigrationStatus.TargetFailed, report.Status);
            Assert.Equal([Source], await bed.RunsOnAsync(Vm.Name, Hosts));
            MigrationReport again = await MigrateAsync(
                bed,
                Request(MigrationMode.PreCopy) with
                {
                    Target = Hosts[2],
                }
            );
            Assert.Equal(MigrationStatus.Completed, again.Status);
        });

    [Fact]
    public void MigrateAsync_SourceFails_SourceFailedAndTheMachineIsLost() =>
        Fixture.Run(async bed =>
        {
            await CreateAsync(bed);
            MigrationReport report = await FailAtAsync(bed, Source, Fixture.MidMigration);
            Assert.Equal(MigrationStatus.SourceFailed, report.Status);
            Assert.Empty(await bed.RunsOnAsync(Vm.Name, Hosts));
            await bed.Hypervisor.CreateAsync(Vm, Target, bed.Token);
        });

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void MigrateAsync_AHostFailsAndComesBackAtAnyMoment_StatusTellsWhereItRuns(int host) =>
        Fixture.Run(async bed =>
        {
            await CreateAsync(bed);
            MigrationReport whole = await MigrateAsync(bed, Request(MigrationMode.PreCopy));
            await bed.Hypervisor.DestroyAsync(Vm.Name, Target, bed.Token);
            TimeSpan step = whole.TotalTime / 40;
            for (TimeSpan at = TimeSpan.Zero; at < whole.TotalTime; at += step)
            {
                await CreateAsync(bed);
                MigrationReport report = await FailAtAsync(bed, Hosts[host], at, heal: true);
                HostName[] places = await bed.RunsOnAsync(Vm.Name, Hosts);
                AssertPlaces(report.Status, places);
                foreach (HostName place in places)
                {
                    await bed.Hypervisor.DestroyAsync(Vm.Name, place, bed.Token);
                }
            }
        });

    [Fact]
    public void MigrateAsync_AskedForTwice_TheSecondIsRefused() =>
        Fixture.Run(async bed =>
        {
            await CreateAsync(bed);
            Task<MigrationReport> first = bed.Hypervisor.MigrateAsync(
                Request(MigrationMode.PreCopy),
                bed.Token
            );
            await bed.WaitAsync(Fixture.MidMigration);
            await Machines.FailsAsync(
                HypervisorError.VmBusy,
                () => MigrateAsync(bed, Request(MigrationMode.PreCopy))
            );
            MigrationReport report = await first;
            Assert.Equal(MigrationStatus.Completed, report.Status);
            Assert.Equal([Target], await bed.RunsOnAsync(Vm.Name, Hosts));
        });

    [Fact]
    public void MigrateAsync_MachineIsElsewhere_VmNotFound() =>
        Fixture.Run(async bed =>
        {
            await CreateAsync(bed);
            await Machines.FailsAsync(
                HypervisorError.VmNotFound,
                () => MigrateAsync(bed, Request(MigrationMode.PreCopy) with { Source = Hosts[2] })
            );
            await AssertUntouchedAsync(bed);
        });

    [Fact]
    public void MigrateAsync_UnknownEngine_FailsAndLeavesTheMachineUsable() =>
        Fixture.Run(async bed =>
        {
            VmSpec odd = Vm with { Engine = "no-such-engine" };
            await bed.Hypervisor.CreateAsync(odd, Source, bed.Token);
            await Calls.ThrowsAsync<ArgumentException>(() =>
                MigrateAsync(bed, Request(MigrationMode.PreCopy))
            );
            await bed.Hypervisor.DestroyAsync(odd.Name, Source, bed.Token);
        });

    [Fact]
    public void MigrateAsync_GuestCrashedMeanwhile_DoesNotComeBackToLife() =>
        Fixture.Run(async bed =>
        {
            await CreateAsync(bed);
            Task<MigrationReport> migration = MigrateAsync(bed, Request(MigrationMode.PreCopy));
            await bed.WaitAsync(Fixture.MidMigration);
            await bed.Faults.InjectAsync(new Fault.VmCrash(Vm.Name, Source), bed.Token);
            await migration;
            Assert.Empty(await bed.RunsOnAsync(Vm.Name, Hosts));
        });

    [Fact]
    public void MigrateAsync_SeveralAtOnce_AllComplete() =>
        Fixture.Run(async bed =>
        {
            foreach (VmSpec spec in Fixture.Machines)
            {
                await bed.Hypervisor.CreateAsync(spec, Source, bed.Token);
            }

            Task<MigrationReport>[] migrations =
            [
                .. Fixture.Machines.Select(
                    (spec, index) =>
                        bed.Hypervisor.MigrateAsync(
                            Request(MigrationMode.PreCopy) with
                            {
                                Vm = spec.Name,
                                Target = Hosts[1 + (index % 2)],
                            },
                            bed.Token
                        )
                ),
            ];
            foreach (Task<MigrationReport> migration in migrations)
            {
                MigrationReport report = await migration;
                Assert.Equal(MigrationStatus.Completed, report.Status);
                Assert.Equal(
                    [report.Request.Target],
                    await bed.RunsOnAsync(report.Request.Vm, Hosts)
                );
            }
        });

    private MigrationRequest Request(MigrationMode mode) =>
        new(Vm.Name, Source, Target, mode, TimeSpan.FromHours(1));

    private static Task<MigrationReport> MigrateAsync(Testbed bed, MigrationRequest request) =>
        bed.Hypervisor.MigrateAsync(request, bed.Token);

    private async Task<TimeSpan> CreateAsync(Testbed bed)
    {
        await bed.Hypervisor.CreateAsync(Vm, Source, bed.Token);
        return bed.Clock.Now;
    }

    private async Task CancelAtAsync(Testbed bed, TimeSpan at)
    {
        using var early = CancellationTokenSource.CreateLinkedTokenSource(bed.Token);
        Task<MigrationReport> migration = bed.Hypervisor.MigrateAsync(
            Request(MigrationMode.PreCopy),
            early.Token
        );
        await bed.WaitAsync(at);
        early.Cancel();
        MigrationReport report = await migration;
        AssertPlaces(report.Status, await bed.RunsOnAsync(Vm.Name, Hosts));
        if (report.Status == MigrationStatus.Completed)
        {
            await bed.Hypervisor.DestroyAsync(Vm.Name, Target, bed.Token);
            await CreateAsync(bed);
        }
    }

    private async Task<MigrationReport> FailAtAsync(
        Testbed bed,
        HostName host,
        TimeSpan at,
        bool heal = false
    )
    {
        Task<MigrationReport> migration = bed.Hypervisor.MigrateAsync(
            Request(MigrationMode.PreCopy),
            bed.Token
        );
        await bed.WaitAsync(at);
        IFaultHandle crash = await bed.Faults.InjectAsync(new Fault.HostCrash(host), bed.Token);
        if (heal)
        {
            await crash.DisposeAsync();
        }

        return await migration;
    }

    private void AssertPlaces(MigrationStatus status, HostName[] places)
    {
        HostName[] expected = status switch
        {
            MigrationStatus.Completed => [Target],
            MigrationStatus.SourceFailed => [],
            MigrationStatus.Ambiguous => places,
            _ => [Source],
        };
        Assert.True(
            expected.SequenceEqual(places),
            $"{status}, and it runs on [{string.Join(", ", places)}]."
        );
    }

    private async Task AssertUntouchedAsync(Testbed bed)
    {
        Assert.Equal([Source], await bed.RunsOnAsync(Vm.Name, Hosts));
        Assert.Empty(await bed.Hypervisor.ListAsync(Target, bed.Token));

        // Nothing is left behind that would refuse a second attempt.
        MigrationReport again = await MigrateAsync(bed, Request(MigrationMode.PreCopy));
        Assert.Equal(MigrationStatus.Completed, again.Status);
    }
}
