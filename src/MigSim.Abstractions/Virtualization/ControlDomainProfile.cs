using MigSim.Units;

namespace MigSim.Virtualization;

/// <summary>The control domain: every guest packet and every copied page costs it time.</summary>
public sealed record ControlDomainProfile
{
    /// <summary>Gets the number of its virtual processors, at least 1.</summary>
    public required int Processors { get; init; }

    /// <summary>Gets the processor time of one guest packet, one way; 0 without a hypervisor.</summary>
    public required TimeSpan PacketCost { get; init; }

    /// <summary>
    /// Gets how often a packet waits for the control domain to be scheduled, one way: once for
    /// the network card and bridge and once for the guest's virtual interface.
    /// </summary>
    public required int TurnsPerPacket { get; init; }

    /// <summary>Gets the processor time to copy one page between a guest and the network.</summary>
    public required TimeSpan CopyCostPerPage { get; init; }

    /// <summary>Gets the further processor time per page if it goes to or from a disk image.</summary>
    public required TimeSpan DiskCostPerPage { get; init; }

    /// <summary>Gets the rate of one copying process that has a processor to itself.</summary>
    public required DataRate CopyRate { get; init; }

    /// <summary>Gets for how long copying holds the processor before a packet gets its turn.</summary>
    public required TimeSpan CopyHold { get; init; }

    /// <summary>
    /// Gets the time constant with which the work that a restored machine leaves behind in the
    /// control domain fades.
    /// </summary>
    public required TimeSpan Aftermath { get; init; }
}
