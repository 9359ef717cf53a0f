using System.Collections.Immutable;
using MigSim.Experiments.Input.Axes;
using MigSim.Experiments.Scenarios;
using MigSim.Experiments.Studies;

namespace MigSim.Experiments.Input.Studies;

/// <summary>Tells which point is which row of a sensitivity's design.</summary>
internal static class SensitivityRows
{
    /// <summary>Fills them in: the drawn axes change fastest, so that the points are one design after the other.</summary>
    /// <param name="section">What the study says.</param>
    /// <param name="axes">The axes that are not dropped.</param>
    /// <param name="points">All points of the study.</param>
    public static StudyDesign Fill(
        StudySection section,
        ImmutableArray<Axis> axes,
        ImmutableArray<Scenario> points
    )
    {
        if (section is not { Design.Sensitivity: { } plan, Draw: { } draw })
        {
            return section.Design;
        }

        ImmutableArray<string> drawn = [.. axes.Where(section.Draws).Select(axis => axis.Name)];
        return section.Design with
        {
            Sensitivity = plan with
            {
                Axes = drawn,
                Rows =
                [
                    .. points
                        .Select(point => point.Point)
                        .Chunk((int)draw.Count(drawn.Length))
                        .Select(rows => rows.ToImmutableArray()),
                ],
            },
        };
    }
}
