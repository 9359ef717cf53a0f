using MigSim.Lab.Lifecycle;
using MigSim.Units;

namespace MigSim.Lab.XenNested;

/// <summary>What a nested Xen lab is to be.</summary>
public sealed record XenNestedOptions
{
    /// <summary>
    /// Gets the hosts and their addresses: two or three members, and a storage host. Its rates and
    /// delays are not imposed on the lab.
    /// </summary>
    public required Platform Platform { get; init; }

    /// <summary>Gets where its files are.</summary>
    public required LabPlace Place { get; init; }

    /// <summary>Gets the path of the agent's program here; it is put into the nodes if it is there.</summary>
    public required string AgentProgram { get; init; }

    /// <summary>Gets the memory of a node; 1280 MiB by default.</summary>
    public DataSize NodeMemory { get; init; } = DataSize.FromMebibytes(1280);

    /// <summary>
    /// Gets how much of it is the control domain's: 640 MiB by default. It holds its whole file
    /// system there, some 120 MiB.
    /// </summary>
    public DataSize ControlDomainMemory { get; init; } = DataSize.FromMebibytes(640);

    /// <summary>Gets how long nodes may take to boot: 5 min by default, on an idle machine 20 s.</summary>
    public TimeSpan BootTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Gets a value indicating whether nothing is done: the shell only shows commands, no file is
    /// written, and the lab is taken to be up.
    /// </summary>
    public bool IsDryRun { get; init; }
}
