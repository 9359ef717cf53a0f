using MigSim.Experiments.Input.Tree;

namespace MigSim.Experiments.Input.Constants;

/// <summary>Changes constants in the text of a file and leaves all else, comments too, as it is.</summary>
public static class ConstantText
{
    /// <summary>Puts fitted values into a file's text.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="text">Its text.</param>
    /// <param name="values">The values with their units, by the dotted path of the constant.</param>
    /// <param name="source">Where they come from.</param>
    /// <exception cref="InputException">A constant is not in the file, or does not say where it comes from.</exception>
    public static string WithFitted(
        string path,
        string text,
        IReadOnlyDictionary<string, string> values,
        string source
    )
    {
        var errors = new ErrorList();
        var file = new SourceFile(path, Path.GetDirectoryName(path) ?? "", SourceKind.Profile);
        Node? root = YamlTree.Parse(file, null, text, errors);
        errors.ThrowIfAny();
        string[] lines = text.Split('\n');
        var edits = new List<(Place Place, string Old, string New)>();
        foreach ((string name, string value) in values)
        {
            Node? node = name.Split('.')
                .Aggregate(root, (outer, key) => (outer as MapNode)?.Find(key)?.Value);
            if (
                node is MapNode map
                && map.Find("value")?.Value is ScalarNode old
                && map.Find("origin")?.Value is ScalarNode origin
                && map.Find("source")?.Value is ScalarNode from
            )
            {
                edits.Add((old.Place, old.Text, value));
                edits.Add((origin.Place, origin.Text, "fitted"));
                edits.Add((from.Place, from.Text, $"\"{source}\""));
            }
            else
            {
                string expected = $"a constant with value, origin and source at {name}";
                string? nearest = node is null ? Nearest.Of(name, Paths(root, "")) : null;
                errors.Add(node?.Place ?? root!.Place, expected, node?.Words ?? "none", nearest);
            }
        }

        errors.ThrowIfAny();

        // From the end, so that what stands before keeps its place.
        foreach (
            (Place place, string old, string replaced) in edits.OrderByDescending(edit =>
                (edit.Place.Line, edit.Place.Column)
            )
        )
        {
            string line = lines[place.Line - 1];
            int start = place.Column - 1;
            int length = Length(line, start, old);
            lines[place.Line - 1] = line[..start] + replaced + line[(start + length)..];
        }

        return string.Join('\n', lines);
    }

    // The constants of a mapping, by their dotted path.
    private static IEnumerable<string> Paths(Node? node, string path) =>
        node is not MapNode map ? []
        : map.Find("value") is not null ? [path]
        : map.Entries.SelectMany(entry =>
            Paths(entry.Value, path.Length == 0 ? entry.Key : $"{path}.{entry.Key}")
        );

    // A scalar may be quoted; one that goes over several lines is not looked for.
    private static int Length(string line, int start, string text)
    {
        char quote = line[start];
        return quote is '"' or '\'' ? line.IndexOf(quote, start + 1) - start + 1 : text.Length;
    }
}
