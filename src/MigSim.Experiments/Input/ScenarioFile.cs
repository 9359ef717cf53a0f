using System.Collections.Immutable;
using MigSim.Experiments.Input.Axes;
using MigSim.Experiments.Input.Reading;
using MigSim.Experiments.Input.Tree;
using MigSim.Experiments.Scenarios;
using MigSim.Experiments.Testbeds;

namespace MigSim.Experiments.Input;

/// <summary>Reads a scenario file and the files that it names.</summary>
public static class ScenarioFile
{
    /// <summary>Reads a scenario and makes a point of every combination of its axes.</summary>
    /// <param name="path">The scenario's file.</param>
    /// <param name="overrides">
    /// Values to put in, each as <c>path=value</c>; a list is an axis.
    /// </param>
    /// <param name="testbed">
    /// The lab on which it shall run, whose hosts and other values it then has; none of its own if
    /// <see langword="null"/>.
    /// </param>
    /// <exception cref="InputException">
    /// The input is wrong: every mistake that was found.
    /// </exception>
    public static Study Load(
        string path,
        IReadOnlyList<string> overrides,
        TestbedDescription? testbed = null
    )
    {
        var errors = new ErrorList();
        var files = new FileStore(path, errors);
        Node? root = files.LoadScenario();
        ImmutableArray<Override> sets =
        [
            .. testbed?.Overrides ?? [],
            .. overrides
                .Select(text => Override.Read(text, files.Directory, errors))
                .OfType<Override>(),
        ];
        if (root is not null and not MapNode)
        {
            errors.Add(root.Place, "the fields of a scenario such as 'experiment'", root.Words);
        }

        errors.ThrowIfAny();
        StudyPlan plan = StudyPlan.Create((MapNode)root!, sets, errors);
        errors.ThrowIfAny();
        string name = Path.GetFileNameWithoutExtension(path);
        ImmutableArray<Scenario> points = ReadPoints(name, plan, files, errors);
        errors.ThrowIfAny();
        if (testbed is not null)
        {
            string from = Path.GetRelativePath(files.Directory, testbed.Path).Replace('\\', '/');
            points =
            [
                .. points.Select(point =>
                    point with
                    {
                        Inputs = point.Inputs.SetItem(from, testbed.Digest),
                    }
                ),
            ];
        }

        IEnumerable<Axis> axes = plan.Axes.Where(axis => !axis.IsNarrowed && !axis.IsDropped);
        return new Study(name, [.. axes.Select(axis => axis.Name)], points);
    }

    private static ImmutableArray<Scenario> ReadPoints(
        string name,
        StudyPlan plan,
        FileStore files,
        ErrorList errors
    )
    {
        var points = ImmutableArray.CreateBuilder<Scenario>(plan.PointCount);
        for (int i = 0; i < plan.PointCount; i++)
        {
            var expander = new Expander(files, errors);
            ImmutableArray<(Axis Axis, ScalarNode Value)> values = plan.ValuesAt(i);
            Node tree = plan.TreeAt(values, expander);
            points.Add(ScenarioReader.Read(name, tree, expander.Inputs(), values, plan, errors));
        }

        return points.MoveToImmutable();
    }
}
