using MigSim.Lab.Lifecycle;

namespace MigSim.Lab.Namespaces;

/// <summary>A lab whose hosts are namespaces of this machine.</summary>
public sealed record NamespaceLabOptions
{
    /// <summary>Gets where it keeps its files.</summary>
    public required LabPlace Place { get; init; }

    /// <summary>
    /// Gets its hosts and networks. Bandwidths and port queues are those of the lab too; delays are
    /// what the machine's kernel takes.
    /// </summary>
    public required Platform Platform { get; init; }

    /// <summary>Gets the path of the guests' kernel, on this machine.</summary>
    public required string Kernel { get; init; }

    /// <summary>Gets the path of the guests' initial file system, on this machine.</summary>
    public required string Initrd { get; init; }

    /// <summary>Gets the path of the agent's program, on this machine.</summary>
    public required string AgentProgram { get; init; }

    /// <summary>Gets QEMU's accelerator.</summary>
    public string Accelerator { get; init; } = "tcg";

    /// <summary>
    /// Gets a value indicating whether nothing is done: the shell only shows commands, no file is
    /// written, and the lab is taken to be up.
    /// </summary>
    public bool IsDryRun { get; init; }
}
