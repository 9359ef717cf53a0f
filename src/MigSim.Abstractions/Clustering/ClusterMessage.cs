namespace MigSim.Clustering;

/// <summary>A datagram between members.</summary>
/// <param name="Source">Who sent it.</param>
/// <param name="Topic">What it is about.</param>
/// <param name="Text">What it says.</param>
public sealed record ClusterMessage(HostName Source, string Topic, string Text);
