using System.Collections.Immutable;
using MigSim.Experiments.Scenarios;

namespace MigSim.Experiments.Input.Reading;

/// <summary>A published value with the points that it is for.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Expectation">The published value.</param>
/// <param name="When">The values of axes or fields that a point must have, with their paths.</param>
internal sealed record ExpectationEntry(
    string Path,
    Expectation Expectation,
    ImmutableArray<(string Path, string Name, string Value)> When
);
