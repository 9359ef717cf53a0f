using System.Collections.Immutable;

namespace MigSim.Experiments.Testbeds;

/// <summary>A lab of physical hosts that are reached over ssh.</summary>
public sealed record SshLab
{
    /// <summary>Gets the user on every host; what ssh's configuration says if null.</summary>
    public string? User { get; init; }

    /// <summary>Gets the file of the private key; what ssh's configuration says if null.</summary>
    public string? IdentityFile { get; init; }

    /// <summary>Gets the addresses of hosts for ssh; a host's address on the LAN if it is missing.</summary>
    public required ImmutableSortedDictionary<HostName, SshLabHost> Hosts { get; init; }

    /// <summary>Gets the path of each machine's <c>xl</c> configuration on the members.</summary>
    public required ImmutableSortedDictionary<VmName, string> XlConfigurations { get; init; }

    /// <summary>
    /// Gets the words of the command on the members that powers a host off; <c>{host}</c> stands for
    /// its name. Empty: there is none.
    /// </summary>
    public required ImmutableArray<string> Fence { get; init; }

    /// <summary>Gets the network card of Heartbeat's messages on the members.</summary>
    public required string HeartbeatInterface { get; init; }

    /// <summary>Gets Heartbeat's daemon on the members; where Debian has it if null.</summary>
    public string? HeartbeatProgram { get; init; }

    /// <summary>Gets the directory of saved machines, on storage that all members share.</summary>
    public string? StateDirectory { get; init; }
}
