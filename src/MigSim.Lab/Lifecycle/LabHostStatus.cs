namespace MigSim.Lab.Lifecycle;

/// <summary>What is there of a host of a lab.</summary>
/// <param name="Host">The host.</param>
/// <param name="IsUp">Whether it answers.</param>
/// <param name="Detail">For people: process, addresses, machines that run on it.</param>
public sealed record LabHostStatus(HostName Host, bool IsUp, string Detail);
