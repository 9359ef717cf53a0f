using System.Collections.Immutable;
using MigSim.Experiments.Input.Axes;
using MigSim.Experiments.Input.Reading;
using MigSim.Experiments.Input.Studies;
using MigSim.Experiments.Input.Tree;
using MigSim.Experiments.Scenarios;
using MigSim.Experiments.Testbeds;

namespace MigSim.Experiments.Input;

/// <summary>Reads the points of a study; what points have in common is read once.</summary>
internal sealed class PointReader(
    string name,
    StudyPlan plan,
    FileStore files,
    TestbedDescription? testbed,
    ErrorList errors
)
{
    private readonly Expansions _expansions = new();
    private readonly SharedParts _shared = new();
    private readonly Lock _lock = new();

    /// <summary>Reads the points of a grid, at the first value of the axis that is searched.</summary>
    public ImmutableArray<Scenario> ReadAll(ImmutableArray<PlannedPoint> points, Axis? sought)
    {
        var read = ImmutableArray.CreateBuilder<Scenario>(points.Length);
        foreach (PlannedPoint point in points)
        {
            if (sought?.Range is not { } range)
            {
                read.Add(Read(point, errors));
                continue;
            }

            // Both ends must be valid; the search asks for values between them.
            Read(With(point, sought, range.Write(range.Last)), errors);
            Scenario first = Read(With(point, sought, range.Write(range.First)), errors);
            read.Add(first with { Point = point.Name, Coordinates = point.Coordinates });
        }

        return read.MoveToImmutable();
    }

    /// <summary>Makes what reads a point at any value of the axis that is searched.</summary>
    public Func<Scenario, double, Scenario> At(ImmutableArray<PlannedPoint> points, Axis sought)
    {
        Dictionary<string, PlannedPoint> byName = points.ToDictionary(point => point.Name);
        AxisRange range = sought.Range!;
        return (scenario, number) =>
        {
            decimal value = range.FromBase(number);
            PlannedPoint point = With(
                byName[scenario.Point],
                sought,
                range.Write(value, AxisRange.SearchDigits)
            );
            lock (_lock)
            {
                var mistakes = new ErrorList();
                Scenario read = Read(point, mistakes);
                mistakes.ThrowIfAny();
                return read;
            }
        };
    }

    /// <summary>Puts a value of another axis into a point, in the order of the axes.</summary>
    private PlannedPoint With(PlannedPoint point, Axis axis, ScalarNode node)
    {
        AxisOption option = AxisOption.Of(axis, node);
        int slot = plan.Axes.IndexOf(axis);
        int at = point.Options.Count(other => plan.Axes.IndexOf(other.Axis) < slot);
        string[] labels = point.Name == PointName.Base ? [] : point.Name.Split(',');
        int labelAt = labels.Count(label =>
            point.Options.Take(at).Any(other => other.Label == label)
        );
        return new PlannedPoint(
            string.Join(
                ',',
                labels.Take(labelAt).Append(option.Label).Concat(labels.Skip(labelAt))
            ),
            point.Options.Insert(at, option)
        );
    }

    private Scenario Read(PlannedPoint point, ErrorList mistakes)
    {
        var expander = new Expander(files, _expansions, mistakes);
        Node tree = plan.TreeAt(point, expander);
        ImmutableSortedDictionary<string, string> inputs = expander.Inputs();
        if (testbed is not null)
        {
            string from = Path.GetRelativePath(files.Directory, testbed.Path).Replace('\\', '/');
            inputs = inputs.SetItem(from, testbed.Digest);
        }

        return ScenarioReader.Read(name, tree, inputs, point, plan.Axes, _shared, mistakes);
    }
}
