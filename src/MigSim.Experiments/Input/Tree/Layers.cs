using System.Collections.Immutable;
using MigSim.Experiments.Input.Fields;

namespace MigSim.Experiments.Input.Tree;

/// <summary>Lays what changes something over what it changes.</summary>
internal static class Layers
{
    /// <summary>Lays a node over another: its values win, mappings are merged.</summary>
    /// <remarks>A mapping over the path of a file changes the fields of that file.</remarks>
    public static Node Merge(Node below, Node above, Shape? shape)
    {
        if (shape is FileShape file)
        {
            return MergeFiles(below, above, file);
        }

        if (
            shape is not ObjectShape target
            || Normalize(below, target) is not MapNode belowMap
            || Normalize(above, target) is not MapNode aboveMap
        )
        {
            return above;
        }

        foreach (MapEntry entry in aboveMap.Entries)
        {
            MapEntry? old = belowMap.Find(entry.Key);
            Node value = old is null
                ? entry.Value
                : Merge(old.Value, entry.Value, target.ShapeOf(entry.Key));
            belowMap = old is null
                ? new MapNode(belowMap.Place, belowMap.Name, belowMap.Entries.Add(entry))
                : belowMap.With(entry.Key, value);
        }

        return new MapNode(aboveMap.Place, aboveMap.Name ?? belowMap.Name, belowMap.Entries);
    }

    /// <summary>Writes out the mapping that a single value stands for.</summary>
    public static Node Normalize(Node node, ObjectShape shape) =>
        node is ScalarNode && shape.Shorthand is { } field
            ? new MapNode(node.Place, null, [new MapEntry(field.Name, node.Place, node)])
            : node;

    private static Node MergeFiles(Node below, Node above, FileShape shape)
    {
        if (above is not MapNode changes)
        {
            return above;
        }

        ImmutableArray<MapEntry> extended = below is ScalarNode path
            ? [new MapEntry(FileShape.Extends, path.Place, path)]
            : [];
        Node map = below is ScalarNode ? new MapNode(below.Place, null, extended) : below;
        return Merge(map, changes, shape.Target);
    }
}
