using System.Collections.Immutable;
using MigSim.Experiments.Input.Axes;
using MigSim.Experiments.Input.Tree;
using MigSim.Experiments.Studies;

namespace MigSim.Experiments.Input.Studies;

/// <summary>The section <c>study</c> of a scenario; it is of use only if no error was reported.</summary>
internal sealed record StudySection
{
    /// <summary>Gets the axes that go together, by group.</summary>
    public ImmutableArray<ImmutableArray<Axis>> Lockstep { get; init; } = [];

    /// <summary>Gets the conditions of points.</summary>
    public ImmutableArray<Constraint> Where { get; init; } = [];

    /// <summary>Gets where the conditions stand.</summary>
    public Place WherePlace { get; init; }

    /// <summary>Gets what draws values of the continuous axes, if anything does.</summary>
    public Draw? Draw { get; init; }

    /// <summary>Gets the axis along which an edge is looked for, if one is.</summary>
    public Axis? Sought { get; init; }

    /// <summary>Gets the rest of the design.</summary>
    public StudyDesign Design { get; init; } = StudyDesign.Plain;

    /// <summary>Gets the metrics that it names, with their places.</summary>
    public ImmutableArray<(Place Place, string Name)> Metrics { get; init; } = [];

    /// <summary>Tells whether values of an axis are drawn.</summary>
    public bool Draws(Axis axis) => axis.IsContinuous && axis.IsVaried && axis != Sought;
}
