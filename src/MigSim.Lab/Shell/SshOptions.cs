using System.Collections.Immutable;

namespace MigSim.Lab.Shell;

/// <summary>How ssh reaches the hosts.</summary>
public sealed record SshOptions
{
    /// <summary>Gets the program; ssh in the path by default.</summary>
    public string Program { get; init; } = "ssh";

    /// <summary>
    /// Gets a directory for the sockets of shared connections: the user's own, and with a short name,
    /// as a socket's name has at most 107 bytes.
    /// </summary>
    public required string ControlDirectory { get; init; }

    /// <summary>Gets how to reach hosts that are not reached by their name alone.</summary>
    public ImmutableSortedDictionary<HostName, SshHost> Hosts { get; init; } =
        ImmutableSortedDictionary<HostName, SshHost>.Empty;

    /// <summary>Gets how long a connection may take, in whole seconds; 10 s by default.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Gets how long a silent connection is trusted, in whole seconds; 15 s by default.</summary>
    public TimeSpan AliveTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Gets how long an idle connection is kept, in whole seconds; 60 s by default.</summary>
    public TimeSpan PersistTime { get; init; } = TimeSpan.FromSeconds(60);
}
