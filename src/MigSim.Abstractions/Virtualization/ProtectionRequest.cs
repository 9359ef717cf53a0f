namespace MigSim.Virtualization;

/// <summary>Asks for a copy of a running machine that is kept up to date.</summary>
/// <param name="Vm">The machine.</param>
/// <param name="Source">Where it runs.</param>
/// <param name="Target">Where the copy is kept.</param>
/// <param name="Checkpoints">How.</param>
public sealed record ProtectionRequest(
    VmName Vm,
    HostName Source,
    HostName Target,
    CheckpointProfile Checkpoints
);
