using System.Collections.Immutable;
using MigSim.Units;

namespace MigSim.Lab.Parsing;

/// <summary>What <c>xl info</c> says of a host.</summary>
/// <param name="Host">The name of the host.</param>
/// <param name="Processors">Its processors.</param>
/// <param name="TotalMemory">Its memory.</param>
/// <param name="FreeMemory">Memory that no domain holds.</param>
/// <param name="XenVersion">The version of the hypervisor, as in <c>4.17.7</c>.</param>
/// <param name="CommandLine">The command line of the hypervisor.</param>
/// <param name="All">Every key and its value.</param>
/// <param name="IsComplete">Whether the last key that xl prints is there.</param>
public sealed record XlInfo(
    string Host,
    int Processors,
    DataSize TotalMemory,
    DataSize FreeMemory,
    string XenVersion,
    string CommandLine,
    ImmutableSortedDictionary<string, string> All,
    bool IsComplete
);
