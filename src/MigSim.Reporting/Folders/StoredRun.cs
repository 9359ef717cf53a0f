using System.Collections.Immutable;
using MigSim.Experiments.Reports;

namespace MigSim.Reporting.Folders;

/// <summary>A run as its folder has it.</summary>
/// <param name="Result">The run, without what its tools printed.</param>
/// <param name="EventLines">The lines of <c>events.jsonl</c>.</param>
/// <param name="Pictures">The names of its pictures, without the ending, and the pictures as PNG.</param>
public sealed record StoredRun(
    RunResult Result,
    ImmutableArray<string> EventLines,
    ImmutableSortedDictionary<string, byte[]> Pictures
);
