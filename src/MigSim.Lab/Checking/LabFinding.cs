namespace MigSim.Lab.Checking;

/// <summary>What a look at a lab found.</summary>
/// <param name="Host">Where.</param>
/// <param name="Subject">What was looked at: <c>ssh to node1</c>, <c>memory</c>.</param>
/// <param name="Kind">What it means.</param>
/// <param name="Detail">What was found, and what was expected if it is not good.</param>
public sealed record LabFinding(HostName Host, string Subject, FindingKind Kind, string Detail);
