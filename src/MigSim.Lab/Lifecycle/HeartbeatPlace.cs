using System.Collections.Immutable;

namespace MigSim.Lab.Lifecycle;

/// <summary>Where Heartbeat is on the members of a lab.</summary>
public sealed record HeartbeatPlace
{
    /// <summary>Gets the daemon.</summary>
    public string Program { get; init; } = "/usr/libexec/heartbeat/heartbeat";

    /// <summary>Gets the directory of its configuration.</summary>
    public string ConfigurationDirectory { get; init; } = "/etc/ha.d";

    /// <summary>Gets the directory in which it looks for LSB scripts.</summary>
    public string ScriptDirectory { get; init; } = "/etc/init.d";

    /// <summary>Gets the file it logs to.</summary>
    public string Log { get; init; } = "/var/log/ha-log";

    /// <summary>Gets the network card of its messages.</summary>
    public required string Interface { get; init; }

    /// <summary>Gets the members' addresses on it.</summary>
    public required ImmutableSortedDictionary<HostName, string> Addresses { get; init; }
}
