using System.Collections.Immutable;
using MigSim.Experiments.Input.Fields;
using MigSim.Experiments.Input.Quantities;
using MigSim.Experiments.Input.Tree;

namespace MigSim.Experiments.Input.Axes;

/// <summary>A field that takes several values in turn.</summary>
/// <param name="Path">Where the field is.</param>
/// <param name="Listed">The values of the scenario file, which an expectation may name.</param>
/// <param name="Values">The values that are run; none for a continuous axis.</param>
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

    /// <summary>Gets whether it is a list or a range in the scenario's own tree.</summary>
    public bool IsOfTree { get; init; }

    /// <summary>Gets the range that its values are from, if they are from one.</summary>
    public AxisRange? Range { get; init; }

    /// <summary>Gets what may stand at the field.</summary>
    public Shape? Shape { get; init; }

    /// <summary>Gets whether any value of its range may be taken.</summary>
    public bool IsContinuous => Range is not null && Values.IsEmpty;

    /// <summary>Gets whether points differ in it.</summary>
    public bool IsVaried => !IsNarrowed && !IsDropped;

    /// <summary>Gets the units of its values; null for words and files.</summary>
    public UnitFamily? Units => (Shape as LeafShape)?.Kind.Units;

    /// <summary>Writes a value as the name of a point has it.</summary>
    public string Compact(string text) => PointName.Compact(text, Shape is FileShape);

    /// <summary>Reads a value in the smallest unit; null if it is no quantity.</summary>
    public decimal? Measure(string text) => (Shape as LeafShape)?.Kind.Measure(text.Trim());
}
