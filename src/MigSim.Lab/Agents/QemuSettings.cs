using System.Collections.Immutable;

namespace MigSim.Lab.Agents;

/// <summary>How a host runs machines with QEMU.</summary>
public sealed record QemuSettings
{
    /// <summary>Gets the program.</summary>
    public string Program { get; set; } = "qemu-system-x86_64";

    /// <summary>Gets the accelerator; <c>tcg</c> emulates in software and needs no hardware.</summary>
    public string Accelerator { get; set; } = "tcg";

    /// <summary>Gets the guests' kernel.</summary>
    public required string Kernel { get; init; }

    /// <summary>Gets the guests' initial file system.</summary>
    public required string Initrd { get; init; }

    /// <summary>Gets the directory for sockets, process ids and consoles of this host's machines.</summary>
    public string RunDirectory { get; set; } = "/run/migsim/qemu";

    /// <summary>Gets the bridge to which the machines' cards are attached; none if null.</summary>
    public string? Bridge { get; init; }

    /// <summary>Gets where the members receive migrations: member → address.</summary>
    public required ImmutableSortedDictionary<string, string> MigrationAddresses { get; init; }

    /// <summary>
    /// Gets the first TCP port on which migrations are received; each uses two neighbours of the 64
    /// from here on.
    /// </summary>
    public int MigrationPort { get; set; } = 4700;

    /// <summary>Gets the longest downtime that QEMU aims at, in milliseconds; QEMU's default is 300.</summary>
    public int DowntimeLimitMilliseconds { get; set; } = 300;

    /// <summary>Gets how it migrates.</summary>
    public QemuMigrationSettings Migration { get; set; } = new();

    /// <summary>
    /// Gets the host that keeps saved machines, reached by ssh as <see cref="AgentSsh"/> says.
    /// </summary>
    public required string StateHost { get; init; }

    /// <summary>Gets the directory of saved machines there.</summary>
    public string StateDirectory { get; set; } = "/srv/migsim/saved";
}
