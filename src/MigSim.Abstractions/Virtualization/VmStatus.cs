using MigSim.Units;

namespace MigSim.Virtualization;

/// <summary>One line of a hypervisor's list of machines.</summary>
/// <param name="Name">The machine.</param>
/// <param name="Host">Where it is.</param>
/// <param name="State">What it does.</param>
/// <param name="Memory">Its memory.</param>
/// <param name="VirtualCpus">Its virtual processors.</param>
/// <param name="CpuTime">The processor time it used on this host.</param>
public sealed record VmStatus(
    VmName Name,
    HostName Host,
    VmState State,
    DataSize Memory,
    int VirtualCpus,
    TimeSpan CpuTime
);
