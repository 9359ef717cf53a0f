using System.Collections.Immutable;
using CsCheck;
using MigSim.Clustering;
using MigSim.Lab.Heartbeat;
using MigSim.Lab.Lifecycle;

namespace MigSim.Lab.Tests.Heartbeat;

public sealed class HeartbeatConfigurationTests
{
    private static readonly ImmutableArray<ClusterResource> Resources =
    [
        new(new("x0"), new("node0"), new("node1")),
        new(new("x1"), new("node0"), new("node2")),
    ];

    [Fact]
    public void Create_AMember_WritesItsTimesAndItsPeers() =>
        Assert.Equal(
            """
            logfile /var/log/ha-log
            logfacility none
            keepalive 1000ms
            warntime 3000ms
            deadtime 5500ms
            initdead 15000ms
            udpport 694
            ucast eth1 10.0.0.10
            ucast eth1 10.0.0.12
            auto_failback off
            realtime on
            crm no
            debug 0
            node node0
            node node1
            node node2

            """,
            Create("node1", Place("eth1", "10.0.0.1"), Resources).HaCf
        );

    [Theory]
    [InlineData("node0", "node0 x0\nnode0 x1\n")]
    [InlineData("node1", "node0 x0\n")]
    [InlineData("node2", "node0 x1\n")]
    public void Create_ThreeMembers_EachKnowsWhatItHoldsOrInherits(
        string member,
        string expected
    ) => Assert.Equal(expected, Create(member, Place("eth1", "10.0.0.1"), Resources).HaResources);

    [Fact]
    public void Create_AnyNames_NoneMeansAnythingButItself() =>
        Gen.Select(Hostile, Hostile, Hostile)
            .Sample(
                (vm, home, card) =>
                {
                    try
                    {
                        HeartbeatConfiguration files = Create(
                            "node0",
                            Place(card, "10.0.0.1"),
                            [new(new(vm), new("node0"), new(home))]
                        );
                        Assert.Equal($"node0 {vm}\n", files.HaResources);
                        Assert.All(
                            vm + card,
                            c => Assert.True(char.IsAsciiLetterOrDigit(c) || "._-".Contains(c))
                        );
                        Assert.Equal(16, files.HaCf.Split('\n').Length - 1);
                    }
                    catch (LabException exception)
                    {
                        Assert.Contains("cannot be a name", exception.Message);
                    }
                },
                iter: 2000
            );

    [Theory]
    [InlineData("x0; reboot")]
    [InlineData("x0\nnode0 x1")]
    [InlineData("../x0")]
    [InlineData("x0::-f")]
    [InlineData("-x")]
    [InlineData("")]
    public void Create_AHostileMachine_IsRefused(string vm) =>
        Assert.Throws<LabException>(() =>
            Create("node0", Place("eth1", "10.0.0.1"), [new(new(vm), new("node0"), new("node1"))])
        );

    [Fact]
    public void Create_AHostileAddress_IsRefused() =>
        Assert.Throws<LabException>(() => Create("node1", Place("eth1", "$(reboot)"), []));

    private static Gen<string> Hostile =>
        Gen.OneOf(
            Gen.Char["ab0.-_ \n\t;&|$`'\"\\/:#(){}*?ä\0"].Array[0, 6].Select(c => new string(c)),
            Gen.Const("x0")
        );

    private static HeartbeatConfiguration Create(
        string member,
        HeartbeatPlace place,
        ImmutableArray<ClusterResource> resources
    ) =>
        HeartbeatConfiguration.Create(
            new(member),
            place,
            new()
            {
                KeepAlive = TimeSpan.FromSeconds(1),
                WarnTime = TimeSpan.FromSeconds(3),
                DeadTime = TimeSpan.FromSeconds(5.5),
                InitDead = TimeSpan.FromSeconds(15),
                Delays = null!,
                Constants = [],
            },
            resources
        );

    private static HeartbeatPlace Place(string card, string network) =>
        new()
        {
            Interface = card,
            Addresses = Enumerable
                .Range(0, 3)
                .ToImmutableSortedDictionary(
                    number => new HostName($"node{number}"),
                    number => $"{network}{number}"
                ),
        };
}
