using System.Collections.Immutable;

namespace MigSim.Lab.Agents;

/// <summary>How an agent reaches other hosts.</summary>
public sealed record AgentSsh
{
    /// <summary>Gets the directory for the sockets of shared connections.</summary>
    public string ControlDirectory { get; set; } = "/run/migsim/ssh";

    /// <summary>Gets the hosts, members and others; one that is missing is reached by its name.</summary>
    public ImmutableSortedDictionary<string, AgentSshHost> Hosts { get; set; } =
        ImmutableSortedDictionary<string, AgentSshHost>.Empty;

    /// <summary>Gets the path of the agent on the other hosts.</summary>
    public string AgentProgram { get; set; } = "/usr/local/sbin/migsim-agent";
}

/// <summary>One of them; ssh's own configuration decides what is not said.</summary>
public sealed record AgentSshHost
{
    /// <summary>Gets its address.</summary>
    public required string Address { get; init; }

    /// <summary>Gets the port.</summary>
    public int? Port { get; init; }

    /// <summary>Gets the user.</summary>
    public string? User { get; init; }

    /// <summary>Gets the file of the private key.</summary>
    public string? IdentityFile { get; init; }

    /// <summary>Gets further options, as in <c>UserKnownHostsFile=/etc/migsim/known_hosts</c>.</summary>
    public ImmutableArray<string> Options { get; set; } = [];
}
