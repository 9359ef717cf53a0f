namespace MigSim.Experiments.Reports;

/// <summary>What a tool of a real testbed printed.</summary>
/// <param name="Host">On which host; it names the folder.</param>
/// <param name="Name">The name of the file, such as <c>ha-log</c>.</param>
/// <param name="Text">What it printed.</param>
public sealed record RunLog(HostName Host, string Name, string Text);
