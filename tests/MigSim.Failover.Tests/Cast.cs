using System.Collections.Immutable;
using System.Net;
using MigSim.Failover.Scripts;
using MigSim.Units;
using MigSim.Virtualization;

namespace MigSim.Failover.Tests;

/// <summary>Who plays in these tests.</summary>
internal static class Cast
{
    public static readonly TimeSpan MigrationTimeout = TimeSpan.FromSeconds(77);

    public static HostName Home => new("home");

    public static HostName Heir => new("heir");

    public static HostName Third => new("third");

    public static VmSpec Vm =>
        new(
            new VmName("vm"),
            DataSize.FromMebibytes(64),
            1,
            IPAddress.Loopback,
            new WorkloadProfile("idle", 0, []),
            "xen-legacy"
        );

    public static ImmutableArray<HostName> Hosts => [Home, Heir, Third];

    public static MachineDirectory Directory(Journal journal) =>
        new([Vm], Hosts, journal, MigrationTimeout);
}
