using System.Collections.Immutable;
using MigSim.Experiments.Input.Axes;
using MigSim.Experiments.Input.Fields;
using MigSim.Experiments.Input.Quantities;
using MigSim.Experiments.Input.Tree;
using MigSim.Experiments.Scenarios;

namespace MigSim.Experiments.Input.Reading;

/// <summary>Reads the published values that apply to a point.</summary>
internal sealed class ExpectationReader
{
    private readonly Sheet _sheet;
    private readonly PlannedPoint _point;
    private readonly ImmutableArray<Axis> _axes;
    private readonly Node _tree;

    private ExpectationReader(Sheet sheet, Node tree, PlannedPoint point, ImmutableArray<Axis> axes)
    {
        _sheet = sheet;
        _tree = tree;
        _point = point;
        _axes = axes;
    }

    public static ImmutableArray<Expectation> Read(
        Sheet sheet,
        Node tree,
        MapReader root,
        Scenario scenario,
        PlannedPoint point,
        ImmutableArray<Axis> axes
    )
    {
        if (!root.Has(ScenarioFields.Expect))
        {
            return [];
        }

        var reader = new ExpectationReader(sheet, tree, point, axes);
        ImmutableArray<string> known = MetricNames.Of(scenario);
        bool isComplete = !scenario.Machines.IsEmpty && !scenario.Platform.Hosts.IsEmpty;
        var expectations = ImmutableArray.CreateBuilder<Expectation>();
        foreach (ExpectationEntry entry in root.ReadListPart(ScenarioFields.Expect, ReadOne))
        {
            reader.Check(entry, isComplete, known);
            if (reader.Applies(entry))
            {
                expectations.Add(entry.Expectation);
            }
        }

        return expectations.ToImmutable();
    }

    private static ExpectationEntry ReadOne(MapReader entry)
    {
        var expectation = new Expectation(
            entry.Get(ExpectationFields.Metric),
            entry.Get(ExpectationFields.Value),
            entry.Has(ExpectationFields.Within) ? entry.Get(ExpectationFields.Within) : null,
            entry.Get(ExpectationFields.Source)
        );
        if (!entry.Has(ExpectationFields.When))
        {
            return new ExpectationEntry(entry.Path, expectation, []);
        }

        MapReader when = entry.Open(ExpectationFields.When);
        return new ExpectationEntry(
            entry.Path,
            expectation,
            [
                .. when.GetOthers<string>()
                    .Select(value => (when.PathOf(value.Name), value.Name, value.Value)),
            ]
        );
    }

    private void Check(ExpectationEntry entry, bool isComplete, ImmutableArray<string> known)
    {
        string metric = entry.Expectation.Metric;
        string path = $"{entry.Path}.{ExpectationFields.Metric.Name}";
        if (isComplete && !known.Contains(metric) && _sheet.IsGood(path))
        {
            string problem = $"unknown metric '{metric}'";
            string? nearest = Nearest.Of(metric, known);
            _sheet.Report(path, "a metric", $"'{metric}'", nearest, problem);
        }
    }

    /// <summary>Tells whether the point has all the values that an entry asks for.</summary>
    private bool Applies(ExpectationEntry entry)
    {
        bool applies = true;
        foreach ((string path, string name, string value) in entry.When)
        {
            applies &= Applies(path, name, value);
        }

        return applies;
    }

    private bool Applies(string path, string name, string value)
    {
        Axis? axis = _axes.FirstOrDefault(axis => axis.Name == name || $"{axis.Path}" == name);
        if (axis is null && SingleValue(name) is { } single)
        {
            if (single.Kind?.Mistake(value.Trim()) is { } mistake)
            {
                _sheet.Report(path, mistake.Expected, $"'{value}'", mistake.Nearest);
            }

            bool isFile = single.Kind is null;
            return PointName.Compact(value, isFile) == PointName.Compact(single.Text, isFile);
        }

        if (axis is null)
        {
            string? nearestAxis = Nearest.Of(name, _axes.Select(known => known.Name));
            string names = string.Join(", ", _axes.Select(known => known.Name));
            string problem =
                names.Length == 0
                    ? $"unknown axis '{name}'; no field of this scenario holds a list"
                    : $"unknown axis '{name}'; the axes are {names}";
            _sheet.ReportName(path, $"'{name}'", nearestAxis, problem);
            return false;
        }

        IEnumerable<string> known = axis
            .Listed.Concat(axis.Values)
            .Select(node => node.Text)
            .Distinct();
        string compact = axis.Compact(value);
        if (_sheet.IsGood(path) && known.All(text => axis.Compact(text) != compact))
        {
            string expected = $"a value of the axis {axis.Name}: {string.Join(", ", known)}";
            _sheet.Report(path, expected, $"'{value}'", Nearest.Of(value, known));
            return false;
        }

        return _point.Options.Any(option =>
            option.Value.Axis == axis.Name && option.Value.Text == compact
        );
    }

    /// <summary>
    /// Finds the value of a field that is no axis, so that a list may be cut down to one value
    /// while the expectations stay as they are. A value without a kind is a file's name.
    /// </summary>
    private (string Text, Kind? Kind)? SingleValue(string name)
    {
        ImmutableArray<string> path = [.. name.Split('.')];
        Node? node = _tree;
        foreach (string segment in path)
        {
            node = (node as MapNode)?.Find(segment)?.Value;
        }

        return (node, StudyPlan.ShapeAt(path)) switch
        {
            (ScalarNode scalar, LeafShape leaf) => (scalar.Text, leaf.Kind),
            (MapNode { Name: { } file }, FileShape) => (file, null),
            _ => null,
        };
    }
}
