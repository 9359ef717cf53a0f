using System.Collections.Immutable;

namespace MigSim;

/// <summary>Hosts, networks and links of a testbed, as read from <c>models/platforms</c>.</summary>
public sealed record Platform(
    string Name,
    ImmutableArray<HostDescription> Hosts,
    ImmutableArray<NetworkDescription> Networks,
    ImmutableArray<LinkDescription> Links
)
{
    /// <summary>Finds a host by its name.</summary>
    /// <exception cref="ArgumentException">No host has that name.</exception>
    public HostDescription Host(HostName name)
    {
        foreach (HostDescription host in Hosts)
        {
            if (host.Name == name)
            {
                return host;
            }
        }

        throw new ArgumentException($"The platform {Name} has no host {name}.", nameof(name));
    }
}
