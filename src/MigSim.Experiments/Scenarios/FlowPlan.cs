namespace MigSim.Experiments.Scenarios;

/// <summary>Where the flows of a run are counted.</summary>
/// <param name="Host">The host whose link is watched.</param>
/// <param name="FramesPerSample">Of how many frames of bulk traffic one is kept.</param>
public sealed record FlowPlan(HostName Host, int FramesPerSample);
