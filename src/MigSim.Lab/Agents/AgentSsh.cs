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
