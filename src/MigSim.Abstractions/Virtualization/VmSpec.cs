using System.Net;
using MigSim.Units;

namespace MigSim.Virtualization;

/// <summary>A virtual machine as it is configured.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Memory">Its memory, a whole number of 4 KiB pages.</param>
/// <param name="VirtualCpus">The number of its virtual processors.</param>
/// <param name="Address">Its address, which it keeps wherever it runs.</param>
/// <param name="Workload">What it does.</param>
/// <param name="Engine">The migration engine of its toolstack, such as <c>xen-legacy</c>.</param>
public sealed record VmSpec(
    VmName Name,
    DataSize Memory,
    int VirtualCpus,
    IPAddress Address,
    WorkloadProfile Workload,
    string Engine
)
{
    /// <summary>Gets its weight where processors are scarce; above 0, 256 by default.</summary>
    public int Weight { get; init; } = 256;

    /// <summary>
    /// Gets how much of its control domain's processors its traffic may take; no limit if null.
    /// </summary>
    public double? DriverCap { get; init; }

    /// <summary>Gets how its memory moves when it is migrated live.</summary>
    public MigrationMode Mode { get; init; } = MigrationMode.PreCopy;

    /// <summary>
    /// Gets, for the hybrid mode, how long its memory is copied before it runs on the target.
    /// </summary>
    public TimeSpan PostCopyAfter { get; init; }
}
