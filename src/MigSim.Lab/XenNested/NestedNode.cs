namespace MigSim.Lab.XenNested;

/// <summary>One nested Xen host.</summary>
/// <param name="Host">Its name.</param>
/// <param name="Index">Its place among the nodes, from 0.</param>
/// <param name="Lan">Its address on the LAN.</param>
/// <param name="Heartbeat">Its address on the cluster manager's network.</param>
internal sealed record NestedNode(HostName Host, int Index, string Lan, string Heartbeat);
