using System.Collections.Immutable;
using MigSim.Lab.Agents;
using MigSim.Lab.Faults;
using MigSim.Lab.Safety;
using MigSim.Lab.Shell;

namespace MigSim.Lab.Lifecycle;

/// <summary>How to use a lab that is up; disposing it closes connections and undoes nothing.</summary>
public sealed record LabConnection : IAsyncDisposable
{
    /// <summary>Gets the way to all hosts, the storage host and <see cref="LabHosts.Controller"/> too.</summary>
    public required IRemoteShell Shell { get; init; }

    /// <summary>Gets the power switch; null if the lab has none.</summary>
    public required IPowerSwitch? Power { get; init; }

    /// <summary>Gets the members of the cluster.</summary>
    public required ImmutableArray<HostName> Members { get; init; }

    /// <summary>Gets the host that sends the probe and serves the shared storage.</summary>
    public required HostName Storage { get; init; }

    /// <summary>
    /// Gets what the agent of each member is told, without the machines and the script of a scenario.
    /// </summary>
    public required ImmutableSortedDictionary<HostName, AgentSettings> Agents { get; init; }

    /// <summary>Gets the path of the agent's program on the controller, to be installed on hosts.</summary>
    public required string AgentProgram { get; init; }

    /// <summary>Gets where Heartbeat is on the members.</summary>
    public required HeartbeatPlace Heartbeat { get; init; }

    /// <summary>Gets what must be undone whatever happens.</summary>
    public required LabJournal Journal { get; init; }

    /// <summary>Gets what must be closed at the end, if there is anything.</summary>
    public IAsyncDisposable? Connections { get; init; }

    /// <summary>Gets the links that can be cut or slowed down.</summary>
    public ImmutableArray<LabLink> Links { get; init; } = [];

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Connections?.DisposeAsync() ?? ValueTask.CompletedTask;
}
