using System.Collections.Immutable;
using MigSim.Experiments.Input.Fields;
using MigSim.Experiments.Input.Tree;

namespace MigSim.Experiments.Input.Axes;

/// <summary>
/// What a scenario varies, and the tree of each of its points before files are read.
/// </summary>
/// <remarks>
/// A list at a single value of the scenario file is an axis; so is one given by <c>set:</c> or
/// <c>--set</c>. A later value for the same path replaces an axis (a list) or narrows it (one
/// value); a narrowed axis keeps its name in the point, so that the run has the same folder.
/// Whole fields are set before their parts, whatever the order they are given in.
/// </remarks>
internal sealed class StudyPlan
{
    private const int PointsMax = 10_000;
    private const int NameMax = 200;
    private readonly MapNode _root;
    private readonly ErrorList _errors;
    private readonly List<Axis> _axes = [];
    private readonly List<Override> _overrides = [];

    private StudyPlan(MapNode root, ErrorList errors)
    {
        _root = root.Without("set");
        _errors = errors;
    }

    /// <summary>Gets every axis, also those that were narrowed or dropped.</summary>
    public ImmutableArray<Axis> Axes { get; private set; } = [];

    /// <summary>Gets the number of points.</summary>
    public int PointCount { get; private set; } = 1;

    /// <summary>Finds the axes of a scenario.</summary>
    /// <param name="root">The scenario.</param>
    /// <param name="overrides">What the command line sets.</param>
    /// <param name="errors">Takes the mistakes.</param>
    public static StudyPlan Create(
        MapNode root,
        ImmutableArray<Override> overrides,
        ErrorList errors
    )
    {
        var plan = new StudyPlan(root, errors);
        plan.FindAxes(plan._root, ScenarioFields.Scenario, []);
        foreach (Override set in Override.ReadAll(root, errors).AddRange(overrides))
        {
            plan.Apply(set);
        }

        plan.Finish();
        return plan;
    }

    /// <summary>Gets the values of the axes at a point, the last axis changing fastest.</summary>
    public ImmutableArray<(Axis Axis, ScalarNode Value)> ValuesAt(int point)
    {
        Axis[] axes = [.. Axes.Where(axis => !axis.IsDropped)];
        var values = new (Axis, ScalarNode)[axes.Length];
        for (int i = axes.Length - 1; i >= 0; i--)
        {
            values[i] = (axes[i], axes[i].Values[point % axes[i].Values.Length]);
            point /= axes[i].Values.Length;
        }

        return [.. values];
    }

    /// <summary>Builds the tree of a point, with every file that it names read.</summary>
    public Node TreeAt(ImmutableArray<(Axis Axis, ScalarNode Value)> values, Expander expander)
    {
        IEnumerable<Override> sets = values
            .Select(value => new Override(value.Axis.Path, value.Value))
            .Concat(_overrides)
            .OrderBy(set => set.Path.Segments.Length);
        Node tree = _root;
        foreach (Override set in sets)
        {
            ReadOnlySpan<string> path = set.Path.Segments.AsSpan();
            tree = expander.Assign(tree, ScenarioFields.Scenario, path, set.Path, set.Value);
        }

        return expander.ExpandAll(tree, ScenarioFields.Scenario);
    }

    private static Shape? ShapeAt(SetPath path)
    {
        Shape? shape = ScenarioFields.Scenario;
        foreach (string segment in path.Segments)
        {
            ObjectShape? owner = shape is FileShape file ? file.Target : shape as ObjectShape;
            shape = owner?.ShapeOf(segment);
        }

        return shape;
    }

    private void FindAxes(MapNode map, ObjectShape shape, ImmutableArray<string> path)
    {
        foreach (MapEntry entry in map.Entries)
        {
            Shape? inner = shape.ShapeOf(entry.Key);
            ImmutableArray<string> here = path.Add(entry.Key);
            if (entry.Value is MapNode child)
            {
                ObjectShape? target = inner is FileShape file ? file.Target : inner as ObjectShape;
                FindAxes(child, target ?? new ObjectShape("", []), here);
            }
            else if (entry.Value is ListNode list && IsVaried(inner))
            {
                AddAxis(new SetPath(list.Place, here), list, isOfTree: true);
            }
        }
    }

    private static bool IsVaried(Shape? shape) =>
        shape is LeafShape or FileShape or ObjectShape { Shorthand: not null };

    private void AddAxis(SetPath path, ListNode list, bool isOfTree)
    {
        ImmutableArray<ScalarNode> values = ValuesOf(list);
        _axes.Add(
            new Axis(path, values, values, false, false)
            {
                HoldsFiles = ShapeAt(path) is FileShape,
                IsOfTree = isOfTree,
            }
        );
    }

    private ImmutableArray<ScalarNode> ValuesOf(ListNode list)
    {
        if (list.Items.Length == 0)
        {
            _errors.Add(list.Place, "at least one value", "an empty list");
        }

        foreach (Node item in list.Items.Where(item => item is not ScalarNode))
        {
            _errors.Add(item.Place, "a single value in a list of alternatives", item.Words);
        }

        return [.. list.Items.OfType<ScalarNode>()];
    }

    private void Apply(Override set)
    {
        if (set.Path.Segments[0] == "set")
        {
            _errors.Add(set.Path.Place, "the path of a field", $"'{set.Path}'");
            return;
        }

        int same = _axes.FindIndex(axis => axis.Path.Is(set.Path));
        ListNode? list = IsVaried(ShapeAt(set.Path)) ? set.Value as ListNode : null;
        if (same >= 0 && list is not null)
        {
            _axes[same] = _axes[same] with
            {
                Values = ValuesOf(list),
                IsNarrowed = false,
                IsDropped = false,
            };
            return;
        }

        for (int i = 0; i < _axes.Count; i++)
        {
            _axes[i] = Cover(_axes[i], set, list is not null);
        }

        if (list is not null)
        {
            _overrides.RemoveAll(old =>
                set.Path.Covers(old.Path) && old.Path.Segments.Length == set.Path.Segments.Length
            );
            AddAxis(set.Path, list, isOfTree: false);
        }
        else if (same < 0 || set.Value is not ScalarNode)
        {
            _overrides.Add(set);
        }
    }

    /// <summary>Narrows or drops an axis that a new value covers.</summary>
    private static Axis Cover(Axis axis, Override set, bool isList)
    {
        bool isPart = axis.Path.Segments.Length > set.Path.Segments.Length;
        if (!set.Path.Covers(axis.Path) || (isPart && !axis.IsOfTree))
        {
            return axis;
        }

        return !isPart && !isList && set.Value is ScalarNode value
            ? axis with
            {
                Values = [value],
                IsNarrowed = true,
            }
            : axis with
            {
                IsDropped = true,
            };
    }

    private void Finish()
    {
        foreach (Axis axis in _axes)
        {
            Axes = Axes.Add(axis with { Name = NameOf(axis) });
        }

        foreach (Axis axis in Axes.Where(axis => !axis.IsDropped && !_errors.Any))
        {
            ReportDuplicates(axis);
            PointCount = (int)Math.Min((long)PointCount * axis.Values.Length, int.MaxValue);
            if (PointCount > PointsMax)
            {
                _errors.Add(axis.Path.Place, $"at most {PointsMax} points", $"{PointCount}");
                return;
            }
        }

        if (!_errors.Any && PointName.Of(LongestValues()) is { Length: > NameMax } name)
        {
            Place place = Axes[^1].Path.Place;
            _errors.Add(place, $"a point's name of at most {NameMax} letters", $"'{name}'");
        }
    }

    private IEnumerable<(Axis Axis, string Text)> LongestValues() =>
        Axes.Where(axis => !axis.IsDropped)
            .Select(axis =>
                (axis, axis.Values.MaxBy(value => axis.Compact(value.Text).Length)!.Text)
            );

    /// <summary>Finds the shortest tail of a path that no other axis has.</summary>
    private string NameOf(Axis axis)
    {
        ImmutableArray<string> segments = Plain(axis.Path);
        int length = 1;
        while (length < segments.Length && _axes.Count(other => HasTail(other, length)) > 1)
        {
            length++;
        }

        return string.Join('.', segments.TakeLast(length));

        bool HasTail(Axis other, int length) =>
            Plain(other.Path).TakeLast(length).SequenceEqual(segments.TakeLast(length));
    }

    /// <summary>Writes a path as a folder's name can hold it.</summary>
    private static ImmutableArray<string> Plain(SetPath path) =>
        [.. path.Segments.Select(segment => segment == "*" ? "all" : segment)];

    private void ReportDuplicates(Axis axis)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (
            ScalarNode value in axis.Values.Where(value => !seen.Add(axis.Compact(value.Text)))
        )
        {
            string name = axis.Compact(value.Text);
            string problem = $"two values of '{axis.Name}' give points the same name '{name}'";
            _errors.Add(value.Place, "different values", value.Words, null, problem);
        }
    }
}
