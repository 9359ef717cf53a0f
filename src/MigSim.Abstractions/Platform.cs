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

    /// <summary>Gets the members of the cluster: the hosts on the heartbeat network, in order.</summary>
    public ImmutableArray<HostName> Members =>
        [
            .. Hosts
                .Select(host => host.Name)
                .Where(name =>
                    Links.Any(link => link.Host == name && link.Network == NetworkName.Heartbeat)
                ),
        ];

    /// <summary>
    /// Gets the host that serves the shared storage: the first that is no member, or
    /// <see langword="null"/>.
    /// </summary>
    public HostName? SharedStorage
    {
        get
        {
            ImmutableArray<HostName> members = Members;
            foreach (HostDescription host in Hosts)
            {
                if (!members.Contains(host.Name))
                {
                    return host.Name;
                }
            }

            return null;
        }
    }
}
