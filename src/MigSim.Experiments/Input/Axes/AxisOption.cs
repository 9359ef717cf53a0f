using MigSim.Experiments.Input.Tree;
using MigSim.Experiments.Studies;

namespace MigSim.Experiments.Input.Axes;

/// <summary>One value of an axis, shared by all points that have it.</summary>
/// <param name="Axis">The axis.</param>
/// <param name="Node">The value as it is written.</param>
/// <param name="Value">The value as the point's name has it, and as a number.</param>
/// <param name="Exact">The value in the smallest unit; null if it is no quantity.</param>
internal sealed record AxisOption(Axis Axis, ScalarNode Node, AxisValue Value, decimal? Exact)
{
    /// <summary>Gets what a point's name says of it.</summary>
    public string Label { get; } = $"{Axis.Name}={Value.Text}";

    public static AxisOption Of(Axis axis, ScalarNode node)
    {
        decimal? exact = axis.Measure(node.Text);
        double? number = exact is { } value ? axis.Units!.ToBase(value) : null;
        return new(axis, node, new AxisValue(axis.Name, axis.Compact(node.Text), number), exact);
    }
}
