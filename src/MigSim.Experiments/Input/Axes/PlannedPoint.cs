using System.Collections.Immutable;
using MigSim.Experiments.Studies;

namespace MigSim.Experiments.Input.Axes;

/// <summary>A point of a study before it is read.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Options">Its values of the axes, narrowed ones too, in their order.</param>
internal sealed record PlannedPoint(string Name, ImmutableArray<AxisOption> Options)
{
    /// <summary>Gets where it is along the axes in which points differ.</summary>
    public ImmutableArray<AxisValue> Coordinates =>
        [.. Options.Where(option => option.Axis.IsVaried).Select(option => option.Value)];
}
