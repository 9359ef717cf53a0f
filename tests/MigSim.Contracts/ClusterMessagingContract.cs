using MigSim.Clustering;
using MigSim.Faults;
using MigSim.Time;

namespace MigSim.Contracts;

/// <summary>What <see cref="IClusterMessaging"/> must do.</summary>
public abstract class ClusterMessagingContract
{
    protected abstract ITestbedFixture Fixture { get; }

    private HostName Sender => Fixture.Hosts[0];

    [Fact]
    public void Broadcast_EverybodyListens_ReachesTheOthersOnceAndNotTheSender() =>
        RunListening(
            async (bed, inboxes) =>
            {
                var message = new ClusterMessage(Sender, "topic", "what it says");
                bed.Messaging.Broadcast(message);
                await bed.WaitAsync(Fixture.Tolerance);
                foreach ((HostName member, List<ClusterMessage> inbox) in inboxes)
                {
                    Assert.Equal(member == Sender ? [] : [message], inbox);
                }
            }
        );

    [Fact]
    public void Broadcast_Returned_NothingHasArrivedYet() =>
        RunListening(
            (bed, inboxes) =>
            {
                bed.Messaging.Broadcast(new(Sender, "topic", "text"));
                Assert.All(inboxes.Values, Assert.Empty);
                return Task.CompletedTask;
            }
        );

    [Fact]
    public void Broadcast_AMemberIsDown_ReachesTheOthers() =>
        RunListening(
            async (bed, inboxes) =>
            {
                await bed.Faults.InjectAsync(new Fault.HostCrash(Fixture.Hosts[1]), bed.Token);
                bed.Messaging.Broadcast(new(Sender, "topic", "text"));
                await bed.WaitAsync(Fixture.Tolerance);
                Assert.Empty(inboxes[Fixture.Hosts[1]]);
                Assert.Single(inboxes[Fixture.Hosts[2]]);
            }
        );

    [Fact]
    public void Broadcast_TheSenderIsDown_ReachesNobody() =>
        RunListening(
            async (bed, inboxes) =>
            {
                await bed.Faults.InjectAsync(new Fault.HostCrash(Sender), bed.Token);
                bed.Messaging.Broadcast(new(Sender, "topic", "text"));
                await bed.WaitAsync(Fixture.Tolerance);
                Assert.All(inboxes.Values, Assert.Empty);
            }
        );

    [Fact]
    public void ReceiveAsync_BegunLater_YieldsNothingOfBefore() =>
        Fixture.Run(async bed =>
        {
            bed.Messaging.Broadcast(new(Sender, "topic", "early"));
            await bed.WaitAsync(Fixture.Tolerance);
            await using var scope = new TaskScope(bed.Clock, bed.Token);
            List<ClusterMessage> inbox = Listen(bed, scope, Fixture.Hosts[1]);
            bed.Messaging.Broadcast(new(Sender, "topic", "late"));
            await bed.WaitAsync(Fixture.Tolerance);
            Assert.Equal(["late"], inbox.Select(message => message.Text));
        });

    private static List<ClusterMessage> Listen(Testbed bed, TaskScope scope, HostName member)
    {
        var inbox = new List<ClusterMessage>();
        _ = scope.Start(
            $"listening at {member}",
            async token =>
            {
                await foreach (ClusterMessage message in bed.Messaging.ReceiveAsync(member, token))
                {
                    inbox.Add(message);
                }
            }
        );
        return inbox;
    }

    private void RunListening(
        Func<Testbed, Dictionary<HostName, List<ClusterMessage>>, Task> body
    ) =>
        Fixture.Run(async bed =>
        {
            await using var scope = new TaskScope(bed.Clock, bed.Token);
            Dictionary<HostName, List<ClusterMessage>> inboxes = Fixture.Hosts.ToDictionary(
                host => host,
                host => Listen(bed, scope, host)
            );
            await body(bed, inboxes);
        });
}
