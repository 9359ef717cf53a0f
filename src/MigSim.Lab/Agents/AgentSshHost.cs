using System.Collections.Immutable;

namespace MigSim.Lab.Agents;

/// <summary>How an agent reaches another host; ssh's own configuration decides what is not said.</summary>
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
