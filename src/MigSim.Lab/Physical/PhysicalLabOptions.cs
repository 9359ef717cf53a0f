using System.Collections.Immutable;
using MigSim.Lab.Agents;
using MigSim.Lab.Lifecycle;
using MigSim.Lab.Shell;

namespace MigSim.Lab.Physical;

/// <summary>Physical hosts that are reached over ssh.</summary>
public sealed record PhysicalLabOptions
{
    /// <summary>Gets where the lab keeps its files on this machine.</summary>
    public required LabPlace Place { get; init; }

    /// <summary>Gets the hosts and their addresses.</summary>
    public required Platform Platform { get; init; }

    /// <summary>Gets how this machine reaches them.</summary>
    public required ImmutableSortedDictionary<HostName, SshHost> Hosts { get; init; }

    /// <summary>Gets where Heartbeat is.</summary>
    public required HeartbeatPlace Heartbeat { get; init; }

    /// <summary>Gets the words of the command on the members that powers a host off; may be empty.</summary>
    public required ImmutableArray<string> Fence { get; init; }

    /// <summary>Gets the directory of saved machines, if the members share one.</summary>
    public string? StateDirectory { get; init; }

    /// <summary>Gets the path of the agent's program on this machine.</summary>
    public required string AgentProgram { get; init; }

    /// <summary>
    /// Gets a value indicating whether nothing is done: the shell only shows commands, no file is
    /// written, and the lab is taken to be up.
    /// </summary>
    public bool IsDryRun { get; init; }
}
