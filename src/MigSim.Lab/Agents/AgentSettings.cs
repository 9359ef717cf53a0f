using System.Collections.Immutable;

namespace MigSim.Lab.Agents;

/// <summary>
/// What the resource script on one host knows: <c>/etc/migsim/agent.json</c> unless it is told
/// otherwise.
/// </summary>
/// <remarks>
/// Times are in seconds and sizes in bytes, as JSON has neither. No secret is in it: keys are named
/// by their files.
/// </remarks>
public sealed record AgentSettings
{
    /// <summary>Where a host keeps it.</summary>
    public const string DefaultPath = "/etc/migsim/agent.json";

    /// <summary>Gets the name of this host.</summary>
    public required string Self { get; init; }

    /// <summary>Gets the members of the cluster, in the order in which they are asked.</summary>
    public required ImmutableArray<string> Members { get; init; }

    /// <summary>Gets <c>live-migrate</c> or <c>stop-start</c>.</summary>
    public string Script { get; set; } = "live-migrate";

    /// <summary>Gets <c>save-restore</c> or <c>reboot</c>; of <c>stop-start</c> only.</summary>
    public string Restart { get; set; } = "save-restore";

    /// <summary>Gets the machines of the scenario.</summary>
    public ImmutableArray<AgentMachine> Machines { get; set; } = [];

    /// <summary>Gets how machines run here; one of the two is set.</summary>
    public QemuSettings? Qemu { get; init; }

    /// <summary>Gets how machines run here; one of the two is set.</summary>
    public XlSettings? Xl { get; init; }

    /// <summary>Gets how this host reaches the others.</summary>
    public required AgentSsh Ssh { get; init; }

    /// <summary>
    /// Gets the words of the command that powers a host off and returns once that is certain;
    /// <c>{host}</c> stands for its name. Empty: there is no such device, and a silent host can never
    /// be taken for dead.
    /// </summary>
    public ImmutableArray<string> Fence { get; set; } = [];

    /// <summary>Gets the UDP port of the datagrams between members.</summary>
    public int MessagePort { get; set; } = 4694;

    /// <summary>Gets where the members read their datagrams: member → address.</summary>
    public required ImmutableSortedDictionary<string, string> MessageAddresses { get; init; }

    /// <summary>Gets the file that gets a line of JSON (<see cref="AgentEvent"/>) for all it does.</summary>
    public string Log { get; set; } = "/var/log/migsim/agent.jsonl";

    /// <summary>Gets after how long a migration is given up.</summary>
    public double MigrationTimeoutSeconds { get; set; } = 600;
}
