using System.Net;
using MigSim.Units;

namespace MigSim.Tests;

public sealed class PlatformTests
{
    [Fact]
    public void Members_SomeHostsOnTheHeartbeatNetwork_ThoseInTheOrderOfThePlatform()
    {
        Platform platform = Create("node2 *", "storage", "node1 *", "client");
        Assert.Equal([new("node2"), new HostName("node1")], platform.Members);
    }

    [Fact]
    public void SharedStorage_SeveralHostsAreNoMembers_TheFirstOfThem() =>
        Assert.Equal(new HostName("storage"), Create("node1 *", "storage", "client").SharedStorage);

    [Fact]
    public void SharedStorage_EverybodyIsAMember_None() =>
        Assert.Null(Create("node1 *", "node2 *").SharedStorage);

    [Fact]
    public void Host_KnownName_IsItsDescription() =>
        Assert.Equal(
            new HostName("node2"),
            Create("node1", "node2").Host(new HostName("node2")).Name
        );

    [Fact]
    public void Host_UnknownName_ThrowsAndNamesIt()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() =>
            Create("node1").Host(new HostName("node9"))
        );
        Assert.Contains("node9", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LinkName_OfAHostAndANetwork_NamesBoth() =>
        Assert.Equal(
            "node1-heartbeat",
            LinkName.Of(new HostName("node1"), NetworkName.Heartbeat).ToString()
        );

    [Fact]
    public void Names_Compared_AreOrderedByTheirBytes()
    {
        Assert.Equal(
            ["Node", "node-10", "node-9", "ä"],
            new[] { "ä", "node-9", "Node", "node-10" }
                .Select(name => new HostName(name))
                .Order()
                .Select(name => name.ToString())
        );
        Assert.Equal(
            ["B", "a"],
            new[] { "a", "B" }.Select(name => new VmName(name)).Order().Select(n => n.ToString())
        );
    }

    // A star marks a member.
    private static Platform Create(params string[] hosts)
    {
        HostName[] names = [.. hosts.Select(host => new HostName(host.TrimEnd('*', ' ')))];
        return new(
            "test",
            [
                .. names.Select(name => new HostDescription(
                    name,
                    1,
                    DataSize.Zero,
                    IPAddress.Loopback,
                    TimeSpan.Zero
                )),
            ],
            [],
            [
                .. names.Select(name => Link(name, NetworkName.Lan)),
                .. names
                    .Where((_, index) => hosts[index].EndsWith('*'))
                    .Reverse()
                    .Select(name => Link(name, NetworkName.Heartbeat)),
            ]
        );
    }

    private static LinkDescription Link(HostName host, NetworkName network) =>
        new(
            LinkName.Of(host, network),
            host,
            network,
            DataRate.FromGigabitsPerSecond(1),
            TimeSpan.Zero,
            IPAddress.Loopback
        );
}
