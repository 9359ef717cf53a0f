using System.Collections.Immutable;
using MigSim.Experiments.Input.Fields;
using MigSim.Experiments.Input.Tree;

namespace MigSim.Experiments.Input.Axes;

/// <summary>
/// What a scenario varies, and the tree of each of its points before files are read.
/// </summary>
/// <remarks>
/// A list or a range at a single value of the scenario file is an axis; so is one given by <c>set:</c> or
/// <c>--set</c>. A later value for the same path replaces an axis (a list or a range) or narrows it (one
/// value); a narrowed axis keeps its name in the point, so that the run has the same folder.
/// Whole fields are set before their parts, whatever the order they are given in.
/// </remarks>
internal sealed class StudyPlan
{
    private readonly MapNode _root;
    private readonly ErrorList _errors;
    private readonly List<Axis> _axes = [];
    private readonly List<Override> _overrides = [];

    private StudyPlan(MapNode root, ErrorList errors)
    {
        _root = root.Without(ScenarioFields.Set.Name).Without(StudyFields.Section.Name);
        _errors = errors;
    }

    /// <summary>Gets every axis, also those that were narrowed or dropped.</summary>
    public ImmutableArray<Axis> Axes { get; private set; } = [];

    /// <summary>Finds the axes of a scenario.</summary>
    /// <param name="root">The scenario.</param>
    /// <param name="overrides">What <c>set:</c>, a testbed and the command line set.</param>
    /// <param name="errors">Takes the mistakes.</param>
    public static StudyPlan Create(
        MapNode root,
        ImmutableArray<Override> overrides,
        ErrorList errors
    )
    {
        var plan = new StudyPlan(root, errors);
        plan.FindAxes(plan._root, ScenarioFields.Scenario, []);
        foreach (Override set in overrides)
        {
            plan.Apply(set);
        }

        plan.Axes = [.. plan._axes.Select(axis => axis with { Name = plan.NameOf(axis) })];
        return plan;
    }

    /// <summary>Builds the tree of a point, with every file that it names read.</summary>
    public Node TreeAt(PlannedPoint point, Expander expander)
    {
        IEnumerable<Override> sets = point
            .Options.Select(option => new Override(option.Axis.Path, option.Node))
            .Concat(_overrides)
            .OrderBy(set => set.Path.Segments.Length);
        Node tree = _root;
        foreach (Override set in sets)
        {
            tree = expander.Assign(
                tree,
                ScenarioFields.Scenario,
                set.Path.Segments,
                set.Path,
                set.Value
            );
        }

        return expander.ExpandAll(tree, ScenarioFields.Scenario);
    }

    /// <summary>Gets what may stand at a path, if anything may.</summary>
    public static Shape? ShapeAt(ImmutableArray<string> path)
    {
        Shape? shape = ScenarioFields.Scenario;
        foreach (string segment in path)
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
            if (Varied(new SetPath(entry.Value.Place, here), inner, entry.Value) is { } axis)
            {
                _axes.Add(axis with { IsOfTree = true });
            }
            else if (entry.Value is MapNode child)
            {
                ObjectShape? target = inner is FileShape file ? file.Target : inner as ObjectShape;
                FindAxes(child, target ?? new ObjectShape("", []), here);
            }
        }
    }

    /// <summary>Makes an axis of a list or a range; null for anything else.</summary>
    private Axis? Varied(SetPath path, Shape? shape, Node node)
    {
        var axis = new Axis(path, [], [], false, false) { Shape = shape };
        bool isList = shape is LeafShape or FileShape or ObjectShape { Shorthand: not null };
        if (node is ListNode list && isList)
        {
            ImmutableArray<ScalarNode> values = ValuesOf(list);
            return axis with { Listed = values, Values = values };
        }

        if (node is MapNode map && shape is LeafShape leaf && RangeFields.IsRange(map))
        {
            var read = RangeReader.Read(path, map, leaf.Kind, _errors);
            return read is var (range, values)
                ? axis with
                {
                    Listed = values,
                    Values = values,
                    Range = range,
                }
                : axis;
        }

        return null;
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
        if (set.Path.Segments[0] is "set" or "extends")
        {
            _errors.Add(set.Path.Place, "the path of a field", $"'{set.Path}'");
            return;
        }

        int same = _axes.FindIndex(axis => axis.Path.Is(set.Path));
        Axis? varied = Varied(set.Path, ShapeAt(set.Path.Segments), set.Value);
        if (same >= 0 && varied is not null)
        {
            _axes[same] = varied with
            {
                Path = _axes[same].Path,
                Listed = _axes[same].Listed,
                IsOfTree = _axes[same].IsOfTree,
            };
            return;
        }

        for (int i = 0; i < _axes.Count; i++)
        {
            _axes[i] = Cover(_axes[i], set, varied is not null);
        }

        if (varied is not null)
        {
            _overrides.RemoveAll(old =>
                set.Path.Covers(old.Path) && old.Path.Segments.Length == set.Path.Segments.Length
            );
            _axes.Add(varied);
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
}
