using MigSim.Virtualization;

namespace MigSim.Experiments.Scenarios;

/// <summary>A virtual machine and the host on which it runs when the run begins.</summary>
public sealed record Machine(VmSpec Spec, HostName Host)
{
    /// <summary>
    /// Gets how its state is kept on the host that would take it over; null if it is not.
    /// </summary>
    public CheckpointProfile? Checkpoints { get; init; }
}
