using System.Collections.Immutable;
using System.Net;
using MigSim.Clustering;
using MigSim.Units;
using MigSim.Virtualization;

namespace MigSim.Simulation.Tests.Contracts;

/// <summary>
/// Three hosts and the storage on gigabit, with small machines and short times. The numbers are
/// made up: nothing here is calibrated.
/// </summary>
internal static class SmallPlatform
{
    public static ImmutableArray<HostName> Members => [new("node0"), new("node1"), new("node2")];

    public static HostName Storage => new("storage");

    public static Platform Platform =>
        new(
            "small",
            [.. Hosts.Select(Describe)],
            [
                new(NetworkName.Lan, Microseconds(4), DataSize.FromKibibytes(512)),
                new(NetworkName.Heartbeat, Microseconds(4), DataSize.FromKibibytes(512)),
            ],
            [
                .. Hosts.Select((host, index) => Link(host, NetworkName.Lan, 1, index)),
                .. Members.Select((host, index) => Link(host, NetworkName.Heartbeat, 2, index)),
            ]
        );

    public static ImmutableArray<VmSpec> Machines =>
        [Machine("vm0", 64, 10), Machine("vm1", 128, 11), Machine("vm2", 64, 12)];

    public static HypervisorProfile Hypervisor =>
        new()
        {
            Name = "small",
            ControlDomain = new ControlDomainProfile
            {
                Processors = 1,
                PacketCost = Microseconds(10),
                TurnsPerPacket = 2,
                CopyCostPerPage = Microseconds(30),
                DiskCostPerPage = Microseconds(10),
                CopyRate = DataRate.FromMegabitsPerSecond(500),
                CopyHold = Microseconds(500),
                Aftermath = Milliseconds(300),
            },
            Migration = new MigrationProfile
            {
                Setup = Milliseconds(200),
                Suspend = Milliseconds(50),
                Resume = Milliseconds(80),
                ReadAhead = DataSize.FromKibibytes(128),
                StreamWindow = DataSize.FromKibibytes(256),
            },
            Guest = new GuestProfile { Boot = Milliseconds(900), ShutDown = Milliseconds(700) },
            Constants = [],
        };

    // The time for a member that was never heard of is longer than the dead time, as always.
    public static HeartbeatOptions Cluster =>
        new()
        {
            KeepAlive = Milliseconds(200),
            WarnTime = Milliseconds(700),
            DeadTime = Milliseconds(2_600),
            InitDead = Milliseconds(7_000),
            Delays = new HeartbeatDelays
            {
                BeforeRelease = Milliseconds(100),
                BetweenResources = Milliseconds(40),
                AfterRelease = Milliseconds(60),
                BeforeTakeover = Milliseconds(300),
                BeforeStart = Milliseconds(30),
            },
            Constants = [],
        };

    private static ImmutableArray<HostName> Hosts => [.. Members, Storage];

    private static HostDescription Describe(HostName name, int index) =>
        new(name, 2, DataSize.FromMebibytes(1024), Address(1, index), Microseconds(15));

    private static LinkDescription Link(HostName host, NetworkName network, int net, int index) =>
        new(
            LinkName.Of(host, network),
            host,
            network,
            DataRate.FromGigabitsPerSecond(1),
            Microseconds(1),
            Address(net, index)
        );

    private static VmSpec Machine(string name, double mebibytes, int address) =>
        new(
            new VmName(name),
            DataSize.FromMebibytes(mebibytes),
            1,
            Address(1, address),
            new WorkloadProfile("small", 0.2, [new("hot", 300, 20), new("warm", 2_000, 0.5)]),
            "xen-legacy"
        );

    private static IPAddress Address(int net, int host) => new([10, 0, (byte)net, (byte)host]);

    private static TimeSpan Milliseconds(int value) => TimeSpan.FromMilliseconds(value);

    private static TimeSpan Microseconds(int value) => TimeSpan.FromMicroseconds(value);
}
