using System.Collections.Immutable;
using MigSim.Experiments.Input.Fields;

namespace MigSim.Experiments.Input.Tree;

/// <summary>Puts the content of files in place of their paths, for one point of a study.</summary>
internal sealed class Expander(FileStore files, Expansions expansions, ErrorList errors)
{
    private const int DepthMax = 8;
    private SortedSet<string> _used = new(StringComparer.Ordinal);

    /// <summary>Gets the digests of the files that this point uses.</summary>
    public ImmutableSortedDictionary<string, string> Inputs() =>
        expansions.Inputs(
            _used,
            () =>
                _used
                    .Select(files.Digest)
                    .Concat(files.ScenarioDigests())
                    .DistinctBy(input => input.Path)
                    .ToImmutableSortedDictionary(
                        input => input.Path,
                        input => input.Digest,
                        StringComparer.Ordinal
                    )
        );

    /// <summary>Expands a node and all that it holds.</summary>
    public Node ExpandAll(Node node, Shape? shape) =>
        shape is FileShape or ObjectShape
            ? Shared(node, shape, -1, () => ExpandNew(node, shape))
            : node;

    private Node ExpandNew(Node node, Shape? shape)
    {
        if (shape is FileShape file)
        {
            return ExpandAll(Expand(node, file), file.Target);
        }

        if (shape is not ObjectShape target || Layers.Normalize(node, target) is not MapNode map)
        {
            return node;
        }

        foreach (MapEntry entry in map.Entries)
        {
            Node expanded = ExpandAll(entry.Value, target.ShapeOf(entry.Key));
            if (!ReferenceEquals(expanded, entry.Value))
            {
                map = map.With(entry.Key, expanded);
            }
        }

        return map;
    }

    /// <summary>Replaces the value at a path, expanding what lies on the way.</summary>
    /// <param name="node">Where the path starts.</param>
    /// <param name="shape">What stands there.</param>
    /// <param name="path">The rest of the path.</param>
    /// <param name="whole">The whole path.</param>
    /// <param name="value">The new value.</param>
    public Node Assign(
        Node node,
        Shape? shape,
        ImmutableArray<string> path,
        SetPath whole,
        Node value
    ) =>
        path.Length == 0
            ? value
            : Shared(node, value, path.Length, () => AssignNew(node, shape, path, whole, value));

    private Node AssignNew(
        Node node,
        Shape? shape,
        ImmutableArray<string> path,
        SetPath whole,
        Node value
    )
    {
        if (shape is FileShape file)
        {
            return Assign(Expand(node, file), file.Target, path, whole, value);
        }

        if (node is BadNode)
        {
            return node;
        }

        if (shape is not ObjectShape target || Layers.Normalize(node, target) is not MapNode map)
        {
            string problem = $"'{whole}' leads into a single value at '{path[0]}'";
            errors.Add(whole.Place, "the path of a field", $"'{whole}'", null, problem);
            return node;
        }

        if (path[0] == "*")
        {
            return AssignEach(map, target, path, whole, value);
        }

        Shape? inner = target.ShapeOf(path[0]);
        MapEntry? entry = map.Find(path[0]);
        bool isUnnamed = entry is null && target.Find(path[0]) is null;
        if (inner is null || (isUnnamed && path.Length > 1))
        {
            IEnumerable<string> valid = target.Fields.Select(field => field.Name).Concat(map.Keys);
            errors.Add(
                whole.Place,
                $"a field of {target.Title}",
                $"'{path[0]}'",
                Nearest.Of(path[0], valid),
                $"unknown field '{path[0]}' in the path '{whole}'"
            );
            return node;
        }

        Node old = entry?.Value ?? new MapNode(whole.Place, null, []);
        Node changed = Assign(old, inner, path.RemoveAt(0), whole, value);
        return map.With(path[0], changed);
    }

    /// <summary>Does something with a node once, and gives every other point the same.</summary>
    private Node Shared(Node node, object? by, int depth, Func<Node> make)
    {
        Expansion? known = expansions.Find(node, by, depth);
        if (known is null)
        {
            SortedSet<string> outer = _used;
            _used = new SortedSet<string>(StringComparer.Ordinal);
            known = new Expansion(make(), [.. _used]);
            expansions.Add(node, by, depth, known);
            _used = outer;
        }

        _used.UnionWith(known.Files);
        return known.Node;
    }

    /// <summary>Reads the file that a node names and applies the fields that it changes.</summary>
    private Node Expand(Node node, FileShape shape) => Expand(node, shape, []);

    private Node Expand(Node node, FileShape shape, ImmutableList<string> chain)
    {
        if (node is ScalarNode path)
        {
            return LoadFile(path, shape, chain);
        }

        if (node is not MapNode map || map.Find(FileShape.Extends) is not { } extends)
        {
            return node;
        }

        if (extends.Value is not ScalarNode extended)
        {
            errors.Add(extends.Value.Place, "the path of a file", extends.Value.Words);
            return new BadNode(node.Place);
        }

        Node below = LoadFile(extended, shape, chain);
        return below is MapNode
            ? Layers.Merge(below, map.Without(FileShape.Extends), shape.Target)
            : below;
    }

    private Node LoadFile(ScalarNode named, FileShape shape, ImmutableList<string> chain)
    {
        string text = named.Text.Trim();
        if (text.Length == 0 || text.IndexOfAny(['\0', '\n', '\r']) >= 0)
        {
            errors.Add(named.Place, $"the path of a {shape.Target.Title} file", named.Words);
            return new BadNode(named.Place);
        }

        string path = Path.GetFullPath(Path.Combine(named.Place.File.Directory, text));
        if (chain.Contains(path) || chain.Count >= DepthMax)
        {
            string found = chain.Contains(path) ? "itself again" : "a ninth";
            string problem = chain.Contains(path)
                ? $"'{text}' extends itself"
                : $"'{text}': more than {DepthMax} files extend each other";
            errors.Add(named.Place, $"at most {DepthMax} files", found, null, problem);
            return new BadNode(named.Place);
        }

        Node? node = files.LoadProfile(path, named.Place);
        if (node is null)
        {
            return new BadNode(named.Place);
        }

        _used.Add(path);
        if (node is not MapNode)
        {
            errors.Add(node.Place, $"the fields of a {shape.Target.Title}", node.Words);
            return new BadNode(named.Place);
        }

        return Expand(node, shape, chain.Add(path));
    }

    private Node AssignEach(
        MapNode map,
        ObjectShape shape,
        ImmutableArray<string> path,
        SetPath whole,
        Node value
    )
    {
        if (shape.Others is null || map.Entries.Length == 0)
        {
            string problem = $"'*' in '{whole}' stands for nothing: {shape.Title} has no names";
            errors.Add(whole.Place, "the path of a field", $"'{whole}'", null, problem);
            return map;
        }

        foreach (string key in map.Keys.Where(key => shape.Find(key) is null).ToArray())
        {
            Node old = map.Find(key)!.Value;
            map = map.With(key, Assign(old, shape.Others, path.RemoveAt(0), whole, value));
        }

        return map;
    }
}
