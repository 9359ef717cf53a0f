using System.Collections.Immutable;
using MigSim.Experiments.Input.Tree;

namespace MigSim.Experiments.Input.Axes;

/// <summary>A value for a path, from <c>set:</c> or <c>--set</c>.</summary>
internal sealed record Override(SetPath Path, Node Value)
{
    private const int ShownMax = 60;

    /// <summary>Reads the mapping <c>set:</c> of a scenario.</summary>
    public static ImmutableArray<Override> ReadAll(MapNode root, ErrorList errors)
    {
        Node? set = root.Find("set")?.Value;
        if (set is null or MapNode)
        {
            return
            [
                .. (set as MapNode)?.Entries.Select(entry => new Override(
                    PathOf(entry.Key, entry.Place),
                    entry.Value
                ))
                    ?? [],
            ];
        }

        errors.Add(set.Place, "a mapping of paths to values", set.Words);
        return [];
    }

    /// <summary>Reads <c>path=value</c>; the value is YAML.</summary>
    public static Override? Read(string argument, string directory, ErrorList errors)
    {
        string shown = argument.ReplaceLineEndings(" ");
        shown = shown.Length > ShownMax ? $"{shown[..ShownMax]}…" : shown;
        var file = new SourceFile($"--set {shown}", directory, SourceKind.Override);
        int sign = argument.IndexOf('=');
        if (sign <= 0)
        {
            errors.Add(new Place(file, 0, 0), "path=value", $"'{shown}'");
            return null;
        }

        SetPath path = PathOf(argument[..sign].Trim(), new Place(file, 1, 1));
        Node? value = YamlTree.Parse(file, null, argument[(sign + 1)..], errors);
        return value is null ? null : new Override(path, value);
    }

    private static SetPath PathOf(string text, Place place) => new(place, [.. text.Split('.')]);
}
