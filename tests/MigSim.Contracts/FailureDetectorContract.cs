using MigSim.Clustering;
using MigSim.Faults;
using MigSim.Time;

namespace MigSim.Contracts;

/// <summary>What <see cref="IFailureDetector"/> must do.</summary>
public abstract class FailureDetectorContract
{
    protected abstract ITestbedFixture Fixture { get; }

    private HeartbeatOptions Times => Fixture.Cluster;

    private HostName Failing => Fixture.Hosts[0];

    private HostName Observer => Fixture.Hosts[1];

    [Fact]
    public void GetState_EverythingRuns_EverybodyIsAlive() =>
        RunCluster(async bed =>
        {
            for (int look = 0; look < 50; look++)
            {
                await bed.WaitAsync(Times.KeepAlive / 3);
                foreach (HostName observer in Fixture.Hosts)
                {
                    Assert.All(
                        Fixture.Hosts,
                        member => Assert.Equal(MemberState.Alive, State(bed, observer, member))
                    );
                }
            }
        });

    [Fact]
    public void WatchAsync_Begun_YieldsThePresentStateOfTheOthers() =>
        RunCluster(async bed =>
        {
            List<MembershipChange> present = await Calls.TakeAsync(
                bed.FailureDetector.WatchAsync(Observer, bed.Token),
                Fixture.Hosts.Length - 1
            );
            Assert.Equal(
                Fixture.Hosts.Remove(Observer).Order(),
                present.Select(change => change.Member).Order()
            );
            Assert.All(
                present,
                change =>
                {
                    Assert.Equal(MemberState.Alive, change.State);
                    Assert.Equal(Observer, change.Observer);
                }
            );
        });

    [Fact]
    public void WatchAsync_ReadLater_BeginsWithTheStateOfThen() =>
        RunCluster(async bed =>
        {
            IAsyncEnumerable<MembershipChange> changes = bed.FailureDetector.WatchAsync(
                Observer,
                bed.Token
            );
            await bed.Faults.InjectAsync(new Fault.HostCrash(Failing), bed.Token);
            await bed.WaitAsync(Times.DeadTime * 2);
            List<MembershipChange> read = await Calls.TakeAsync(changes, Fixture.Hosts.Length - 1);
            Assert.Contains(read, change => change is { State: MemberState.Dead });
        });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void WatchAsync_MemberCrashes_IsSuspectedAndThenDead(bool longAfterTheStart) =>
        RunCluster(async bed =>
        {
            if (longAfterTheStart)
            {
                await bed.WaitAsync(Times.InitDead * 2);
            }

            await using var scope = new TaskScope(bed.Clock, bed.Token);
            List<MembershipChange> changes = Record(bed, scope);
            TimeSpan crashAt = bed.Clock.Now;
            await bed.Faults.InjectAsync(new Fault.HostCrash(Failing), bed.Token);
            await bed.WaitAsync(Times.DeadTime * 2);
            Assert.Equal(
                [MemberState.Alive, MemberState.Suspected, MemberState.Dead],
                changes.Where(change => change.Member == Failing).Select(change => change.State)
            );
            AssertSince(crashAt, Times.WarnTime, Find(changes, MemberState.Suspected));
            AssertSince(crashAt, Times.DeadTime, Find(changes, MemberState.Dead));
            Assert.Equal(MemberState.Dead, State(bed, Observer, Failing));
            Assert.Equal(MemberState.Alive, State(bed, Observer, Fixture.Hosts[2]));
        });

    [Fact]
    public void WatchAsync_SilentForAWhileAgainAndAgain_IsSuspectedInTimeEachTime() =>
        RunCluster(async bed =>
        {
            var cut = new Fault.LinkDown(LinkName.Of(Failing, NetworkName.Heartbeat));
            if (!bed.Faults.Supports(cut))
            {
                return;
            }

            await using var scope = new TaskScope(bed.Clock, bed.Token);
            List<MembershipChange> changes = Record(bed, scope);
            for (int times = 0; times < 5; times++)
            {
                changes.Clear();
                TimeSpan cutAt = bed.Clock.Now;
                await using (await bed.Faults.InjectAsync(cut, bed.Token))
                {
                    await bed.WaitAsync(Times.WarnTime + Times.KeepAlive + Fixture.Tolerance);
                }

                // One beat, and it is silent again.
                await bed.WaitAsync(Times.KeepAlive + Fixture.Tolerance);
                Assert.Equal(
                    [MemberState.Suspected, MemberState.Alive],
                    changes.Where(change => change.Member == Failing).Select(c => c.State)
                );
                AssertSince(cutAt, Times.WarnTime, Find(changes, MemberState.Suspected));
            }
        });

    [Fact]
    public void GetState_DeadMemberStartsAgain_IsAliveAgain() =>
        RunCluster(async bed =>
        {
            IFaultHandle crash = await bed.Faults.InjectAsync(
                new Fault.HostCrash(Failing),
                bed.Token
            );
            await bed.WaitAsync(Times.DeadTime * 2);
            Assert.Equal(MemberState.Dead, State(bed, Observer, Failing));
            await crash.DisposeAsync();
            await bed.ClusterManager.StartAsync(Failing, bed.Token);
            await bed.WaitAsync((Times.KeepAlive * 2) + Fixture.Tolerance);
            Assert.Equal(MemberState.Alive, State(bed, Observer, Failing));
            Assert.Equal(MemberState.Alive, State(bed, Failing, Observer));

            // It can be lost once more.
            await bed.Faults.InjectAsync(new Fault.HostCrash(Failing), bed.Token);
            await bed.WaitAsync(Times.DeadTime + Times.KeepAlive + Fixture.Tolerance);
            Assert.Equal(MemberState.Dead, State(bed, Observer, Failing));
        });

    [Fact]
    public void GetState_NeverHeardOf_IsUnknownAndDeadInTheEnd() =>
        Fixture.Run(
            async bed =>
            {
                await using IClusterManager cluster = bed.ClusterManager;
                await cluster.StartAsync(Observer, bed.Token);
                await bed.WaitAsync(Times.InitDead - Fixture.Tolerance);
                Assert.Equal(MemberState.Unknown, State(bed, Observer, Failing));
                await bed.WaitAsync(Fixture.Tolerance * 2);
                Assert.Equal(MemberState.Dead, State(bed, Observer, Failing));
            },
            _ => new IdleScript()
        );

    private static MemberState State(Testbed bed, HostName observer, HostName member) =>
        bed.FailureDetector.GetState(observer, member);

    private void RunCluster(Func<Testbed, Task> body) =>
        Fixture.Run(
            async bed =>
            {
                await using IClusterManager cluster = bed.ClusterManager;
                foreach (HostName host in Fixture.Hosts)
                {
                    await cluster.StartAsync(host, bed.Token);
                }

                await bed.WaitAsync((Times.KeepAlive * 2) + Fixture.Tolerance);
                await body(bed);
            },
            _ => new IdleScript()
        );

    private List<MembershipChange> Record(Testbed bed, TaskScope scope)
    {
        var changes = new List<MembershipChange>();
        _ = scope.Start(
            "recording changes",
            async token =>
            {
                await foreach (
                    MembershipChange change in bed.FailureDetector.WatchAsync(Observer, token)
                )
                {
                    Moments.AssertClose(change.At, bed.Clock.Now, Fixture.Tolerance);
                    changes.Add(change);
                }
            }
        );
        return changes;
    }

    private TimeSpan Find(List<MembershipChange> changes, MemberState state) =>
        changes.Single(change => change.Member == Failing && change.State == state).At;

    // The last beat was up to one interval before the failure.
    private void AssertSince(TimeSpan crashAt, TimeSpan silence, TimeSpan at) =>
        Assert.InRange(
            at - crashAt,
            silence - Times.KeepAlive - Fixture.Tolerance,
            silence + Fixture.Tolerance
        );
}
