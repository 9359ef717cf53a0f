namespace MigSim.Clustering;

/// <summary>A virtual machine as the cluster manager knows it.</summary>
/// <param name="Vm">The machine.</param>
/// <param name="Home">The member that holds it when the cluster starts.</param>
/// <param name="Heir">The member that takes it over.</param>
public sealed record ClusterResource(VmName Vm, HostName Home, HostName Heir);
