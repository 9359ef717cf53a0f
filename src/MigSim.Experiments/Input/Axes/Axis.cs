using System.Collections.Immutable;
using MigSim.Experiments.Input.Tree;

namespace MigSim.Experiments.Input.Axes;

/// <summary>A field that takes several values in turn.</summary>
/// <param name="Path">Where the field is.</param>
/// <param name="Listed">The values of the scenario file, which an expectation may name.</param>
/// <param name="Values">The values that are run.</param>
/// <param name="IsNarrowed">Whether <c>--set</c> left one value of it.</param>
/// <param name="IsDropped">Whether <c>--set</c> replaced what it was a part of.</param>
internal sealed record Axis(
    SetPath Path,
    ImmutableArray<ScalarNode> Listed,
    ImmutableArray<ScalarNode> Values,
    bool IsNarrowed,
    bool IsDropped
)
{
    /// <summary>Gets its name: as long a tail of its path as no other axis has.</summary>
    public string Name { get; init; } = "";

    /// <summary>Gets whether it is a list in the scenario's own tree.</summary>
    public bool IsOfTree { get; init; }

    /// <summary>Gets whether its values are paths of files.</summary>
    public bool HoldsFiles { get; init; }

    /// <summary>Writes a value as the name of a point has it.</summary>
    public string Compact(string text) => PointName.Compact(text, HoldsFiles);
}
