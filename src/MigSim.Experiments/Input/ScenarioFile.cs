using System.Collections.Immutable;
using MigSim.Experiments.Input.Axes;
using MigSim.Experiments.Input.Fields;
using MigSim.Experiments.Input.Reading;
using MigSim.Experiments.Input.Studies;
using MigSim.Experiments.Input.Tree;
using MigSim.Experiments.Scenarios;
using MigSim.Experiments.Studies;
using MigSim.Experiments.Testbeds;

namespace MigSim.Experiments.Input;

/// <summary>Reads a scenario file and the files that it names.</summary>
public static class ScenarioFile
{
    /// <summary>The greatest number of points that is read unless more are asked for.</summary>
    public const int PointsUsual = 10_000;

    /// <summary>The greatest number of points.</summary>
    public const int PointsMax = 1_000_000;

    /// <summary>Reads a scenario and makes its points.</summary>
    /// <param name="path">The scenario's file.</param>
    /// <param name="overrides">
    /// Values to put in, each as <c>path=value</c>; a list or a range is an axis.
    /// </param>
    /// <param name="testbed">
    /// The lab on which it shall run, whose hosts and other values it then has; none of its own if
    /// <see langword="null"/>.
    /// </param>
    /// <param name="pointsMax">
    /// How many points it may have, from 1 to <see cref="PointsMax"/>; more is an error.
    /// </param>
    /// <exception cref="InputException">
    /// The input is wrong: every mistake that was found.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of points is out of its range.</exception>
    public static Study Load(
        string path,
        IReadOnlyList<string> overrides,
        TestbedDescription? testbed = null,
        int pointsMax = PointsUsual
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pointsMax, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pointsMax, PointsMax);
        var errors = new ErrorList();
        var files = new FileStore(path, errors);
        MapNode? root = new ScenarioLayers(files, errors).Load();
        ImmutableArray<Override> given =
        [
            .. testbed?.Overrides ?? [],
            .. overrides
                .Select(text => Override.Read(text, files.Directory, errors))
                .OfType<Override>(),
        ];
        errors.ThrowIfAny();
        ImmutableArray<Override> sets = Override.ReadAll(root!, errors).AddRange(given);
        StudyPlan plan = StudyPlan.Create(root!, [.. sets.Where(set => !IsOfStudy(set))], errors);
        errors.ThrowIfAny();
        ImmutableArray<Axis> axes = [.. plan.Axes.Where(axis => !axis.IsDropped)];
        Node? section = root!.Find(StudyFields.Section.Name)?.Value;
        section = Assign(section, sets.Where(IsOfStudy), files, errors);
        StudySection read = StudyReader.Read(section, axes, errors);
        errors.ThrowIfAny();
        ImmutableArray<PlannedPoint> grid = PointGrid.Points(axes, read, pointsMax, errors);
        errors.ThrowIfAny();
        string name = Path.GetFileNameWithoutExtension(path);
        var reader = new PointReader(name, plan, files, testbed, errors);
        ImmutableArray<Scenario> points = reader.ReadAll(grid, read.Sought);
        errors.ThrowIfAny();
        CheckMetrics(read, points, errors);
        errors.ThrowIfAny();
        ImmutableArray<StudyAxis> varied =
        [
            .. axes.Where(axis => axis.IsVaried).Select(StudyAxes.Describe),
        ];
        StudyDesign design = SensitivityRows.Fill(read, axes, points);
        return new Study(name, [.. varied.Select(axis => axis.Name)], points)
        {
            AxisDescriptions = varied,
            Design = read is { Sought: { } sought, Design.Find: { } find }
                ? design with
                {
                    Find = find with { PointAt = reader.At(grid, sought) },
                }
                : design,
        };
    }

    private static bool IsOfStudy(Override set) =>
        set.Path.Segments[0] == StudyFields.Section.Name && set.Path.Segments.Length > 1;

    /// <summary>Puts values into the section, as <c>--set study.sample.points=64</c> does.</summary>
    private static Node? Assign(
        Node? section,
        IEnumerable<Override> sets,
        FileStore files,
        ErrorList errors
    )
    {
        var expander = new Expander(files, new Expansions(), errors);
        foreach (Override set in sets)
        {
            section = expander.Assign(
                section ?? new MapNode(set.Path.Place, null, []),
                StudyFields.Study,
                set.Path.Segments.RemoveAt(0),
                set.Path,
                set.Value
            );
        }

        return section;
    }

    /// <summary>Reports metrics that no point has.</summary>
    private static void CheckMetrics(
        StudySection section,
        ImmutableArray<Scenario> points,
        ErrorList errors
    )
    {
        foreach ((Place place, string metric) in section.Metrics)
        {
            if (!points.Any(point => MetricNames.Of(point).Contains(metric)))
            {
                string? nearest = Nearest.Of(metric, MetricNames.Of(points[0]));
                string problem = $"unknown metric '{metric}'";
                errors.Add(place, "a metric", $"'{metric}'", nearest, problem);
            }
        }
    }
}
