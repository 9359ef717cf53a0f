using System.Collections.Immutable;
using MigSim.Experiments.Studies;

namespace MigSim.Experiments.Scenarios;

/// <summary>Scenarios that differ in the values of the axes only.</summary>
/// <param name="Name">The scenario file's name, without the ending.</param>
/// <param name="Axes">The names of the axes, in the order of the file; empty for one point.</param>
/// <param name="Points">
/// The combinations of the axes that meet the study's conditions, the last axis changing fastest and drawn values
/// fastest of all. If an edge is looked for: of the other axes, at the first value of the one that is searched.
/// </param>
public sealed record Study(
    string Name,
    ImmutableArray<string> Axes,
    ImmutableArray<Scenario> Points
)
{
    /// <summary>Gets the axes in the same order, with their units.</summary>
    public ImmutableArray<StudyAxis> AxisDescriptions { get; init; } = [];

    /// <summary>Gets how the points are run, and what is made of them.</summary>
    public StudyDesign Design { get; init; } = StudyDesign.Plain;
}
