namespace MigSim.Measurement;

/// <summary>Where flows are counted.</summary>
/// <param name="ObservedAt">The host whose link is watched, in both directions.</param>
/// <param name="FramesPerSample">
/// Of how many frames of bulk traffic one is kept, where packets are kept at all; at least 1. All
/// are counted.
/// </param>
public sealed record FlowSpec(HostName ObservedAt, int FramesPerSample);
