using System.Collections.Immutable;
using System.Net;
using MigSim.Units;

namespace MigSim.Lab.Tests.XenNested;

/// <summary>Platforms for labs that are not made.</summary>
internal static class NestedPlatforms
{
    public static Platform WithMembers(int count) => WithMembers([.. Names(count)]);

    /// <summary>Makes a platform of members and a storage host.</summary>
    public static Platform WithMembers(params string[] names)
    {
        var hosts = ImmutableArray.CreateBuilder<HostDescription>();
        var links = ImmutableArray.CreateBuilder<LinkDescription>();
        for (int index = 0; index < names.Length; index++)
        {
            Add(new(names[index]), $"10.77.0.{10 + index}");
            links.Add(Link(new(names[index]), NetworkName.Heartbeat, $"10.78.0.{10 + index}"));
        }

        Add(new("storage"), "10.77.0.9");
        return new("nested", hosts.ToImmutable(), [], links.ToImmutable());

        void Add(HostName host, string address)
        {
            hosts.Add(
                new(host, 1, DataSize.FromMebibytes(1), IPAddress.Parse(address), TimeSpan.Zero)
            );
            links.Add(Link(host, NetworkName.Lan, address));
        }
    }

    private static IEnumerable<string> Names(int count) =>
        Enumerable.Range(0, count).Select(index => $"node{index}");

    private static LinkDescription Link(HostName host, NetworkName network, string address) =>
        new(
            LinkName.Of(host, network),
            host,
            network,
            DataRate.FromBitsPerSecond(1_000_000_000),
            TimeSpan.Zero,
            IPAddress.Parse(address)
        );
}
