using System.Collections.Immutable;
using MigSim.Experiments.Input.Fields;
using MigSim.Experiments.Input.Quantities;
using MigSim.Experiments.Input.Tree;

namespace MigSim.Experiments.Input.Reading;

/// <summary>
/// Reads the fields of one mapping; what is wrong is reported and read as a fallback.
/// </summary>
internal sealed class MapReader
{
    private readonly Sheet _sheet;
    private readonly MapNode? _node;
    private readonly ObjectShape _shape;

    /// <summary>Opens a mapping and reports its unknown and missing fields.</summary>
    /// <param name="sheet">Takes places, constants and mistakes.</param>
    /// <param name="path">Its path from the scenario; empty for the scenario.</param>
    /// <param name="title">What errors call it.</param>
    /// <param name="node">
    /// The mapping, if it is one; <see langword="null"/> if it is absent.
    /// </param>
    /// <param name="shape">Its fields.</param>
    public MapReader(Sheet sheet, string path, string title, Node? node, ObjectShape shape)
    {
        _sheet = sheet;
        _shape = shape;
        Path = path;
        if (node is ScalarNode && shape.Shorthand is { } field)
        {
            node = new MapNode(node.Place, null, [new MapEntry(field.Name, node.Place, node)]);
        }

        _node = node as MapNode;
        if (node is not null)
        {
            sheet.Note(path, node.Place);
        }

        if (_node is not null)
        {
            Check(_node, title);
        }
        else if (node is BadNode or null)
        {
            sheet.MarkBad(path);
        }
        else
        {
            string fields = string.Join(", ", shape.Fields.Take(3).Select(known => known.Name));
            string expected = fields.Length > 0 ? $" with fields such as {fields}" : " of names";
            sheet.ReportAt(node.Place, path, $"a mapping{expected}", node.Words);
        }
    }

    /// <summary>Gets the path of the mapping.</summary>
    public string Path { get; }

    /// <summary>Gets the name of the file that holds it, if it is a file's content.</summary>
    public string? FileName => _node?.Name;

    public bool Has(Field field) => _node?.Find(field.Name) is not null;

    public string PathOf(string key) => Path.Length == 0 ? key : $"{Path}.{key}";

    public T Get<T>(Field<T> field)
    {
        Node? node = _node?.Find(field.Name)?.Value;
        return node is null
            ? field.Absent
            : new LeafReader(_sheet).Read(PathOf(field.Name), node, field.Shape);
    }

    /// <summary>Opens a mapping of known fields, or of names.</summary>
    public MapReader Open(Field field)
    {
        ObjectShape shape = field.Shape is FileShape file ? file.Target : (ObjectShape)field.Shape;
        Node? node = _node?.Find(field.Name)?.Value;
        return new MapReader(_sheet, PathOf(field.Name), shape.Title, node, shape);
    }

    /// <summary>Reads a section that depends on nothing else; points that have the same one share it.</summary>
    public T ReadPart<T>(Field field, Func<MapReader, T> read) =>
        _sheet.Read(_node?.Find(field.Name)?.Value, PathOf(field.Name), () => read(Open(field)));

    /// <summary>Reads the mappings of a list; points that have the same list share it.</summary>
    public ImmutableArray<T> ReadListPart<T>(Field field, Func<MapReader, T> read) =>
        _sheet.Read<ImmutableArray<T>>(
            _node?.Find(field.Name)?.Value,
            PathOf(field.Name),
            () => [.. OpenList(field).Select(read)]
        );

    /// <summary>
    /// Reads the mappings that stand under names, in the order of the file; points that have the same ones share
    /// them.
    /// </summary>
    public IEnumerable<T> ReadOthers<T>(Func<string, MapReader, T> read) =>
        OtherEntries()
            .Select(entry =>
                _sheet.Read(entry.Value, PathOf(entry.Key), () => read(entry.Key, OpenOther(entry)))
            );

    /// <summary>Opens the mappings that stand under names, in the order of the file.</summary>
    public IEnumerable<(string Name, MapReader Reader)> OpenOthers() =>
        OtherEntries().Select(entry => (entry.Key, OpenOther(entry)));

    /// <summary>Reads the single values that stand under names, in the order of the file.</summary>
    public IEnumerable<(string Name, T Value)> GetOthers<T>()
    {
        var shape = (LeafShape<T>)_shape.Others!;
        foreach (MapEntry entry in OtherEntries())
        {
            _sheet.NoteName(PathOf(entry.Key), entry.Place);
            T value = new LeafReader(_sheet).Read(PathOf(entry.Key), entry.Value, shape);
            yield return (entry.Key, value);
        }
    }

    /// <summary>Opens the mappings of a list that is no axis.</summary>
    public IEnumerable<MapReader> OpenList(Field field)
    {
        var shape = (ObjectShape)((ListShape)field.Shape).Item;
        Node? node = _node?.Find(field.Name)?.Value;
        if (node is null)
        {
            yield break;
        }

        string path = PathOf(field.Name);
        _sheet.Note(path, node.Place);
        if (node is not ListNode list)
        {
            _sheet.ReportAt(node.Place, path, "a list of mappings", node.Words);
            yield break;
        }

        for (int i = 0; i < list.Items.Length; i++)
        {
            string title = $"{shape.Title} {i + 1}";
            yield return new MapReader(_sheet, $"{path}.{i + 1}", title, list.Items[i], shape);
        }
    }

    /// <summary>Reads a list of single values, each with its path; none if it is absent.</summary>
    public ImmutableArray<(string Path, T Value)> GetList<T>(Field field) =>
        _node?.Find(field.Name)?.Value is { } node
            ? GetList<T>(PathOf(field.Name), node, (ListShape)field.Shape)
            : [];

    /// <summary>Reads a list of lists of single values, each with its path; none if it is absent.</summary>
    public ImmutableArray<ImmutableArray<(string Path, T Value)>> GetLists<T>(Field field)
    {
        Node? node = _node?.Find(field.Name)?.Value;
        if (node is null)
        {
            return [];
        }

        string path = PathOf(field.Name);
        _sheet.Note(path, node.Place);
        if (node is not ListNode list)
        {
            _sheet.ReportAt(node.Place, path, "a list of lists", node.Words);
            return [];
        }

        var shape = (ListShape)((ListShape)field.Shape).Item;
        return [.. list.Items.Select((item, i) => GetList<T>($"{path}.{i + 1}", item, shape))];
    }

    private ImmutableArray<(string Path, T Value)> GetList<T>(
        string path,
        Node node,
        ListShape shape
    )
    {
        _sheet.Note(path, node.Place);
        bool isSingle = shape.MayBeSingle && node is ScalarNode;
        if (node is not ListNode && !isSingle)
        {
            _sheet.ReportAt(node.Place, path, "a list", node.Words);
            return [];
        }

        var reader = new LeafReader(_sheet);
        var items = isSingle ? [node] : ((ListNode)node).Items;
        return
        [
            .. items.Select(
                (item, i) =>
                    (
                        $"{path}.{i + 1}",
                        reader.Read($"{path}.{i + 1}", item, (LeafShape<T>)shape.Item)
                    )
            ),
        ];
    }

    private MapReader OpenOther(MapEntry entry)
    {
        var shape = (ObjectShape)_shape.Others!;
        _sheet.NoteName(PathOf(entry.Key), entry.Place);
        string title = $"{shape.Title} {entry.Key}";
        return new MapReader(_sheet, PathOf(entry.Key), title, entry.Value, shape);
    }

    private IEnumerable<MapEntry> OtherEntries() =>
        _node?.Entries.Where(entry => _shape.Find(entry.Key) is null) ?? [];

    private void Check(MapNode node, string title)
    {
        ImmutableArray<string> names = [.. _shape.Fields.Select(field => field.Name)];
        var meant = new HashSet<string>(StringComparer.Ordinal);
        foreach (MapEntry entry in node.Entries.Where(entry => !names.Contains(entry.Key)))
        {
            if (_shape.Others is null)
            {
                string? nearest = Nearest.Of(entry.Key, names);
                meant.Add(nearest ?? "");
                string problem = $"unknown field '{entry.Key}' in {title}";
                Report(entry, $"a field of {title}", nearest, problem);
            }
            else if (_shape != ExpectationWhen && !Kinds.Name.Read(entry.Key).IsValid)
            {
                Report(entry, Kinds.Name.Expected, Kinds.Name.Read(entry.Key).Nearest, null);
            }
        }

        string? experiment = (node.Find(ScenarioFields.Experiment.Name)?.Value as ScalarNode)?.Text;
        foreach (Field field in _shape.Fields.Where(field => field.IsRequired))
        {
            if (field.Experiment is { } only && experiment is not null && only != experiment)
            {
                continue;
            }

            if (node.Find(field.Name) is not null)
            {
                continue;
            }

            _sheet.MarkBad(PathOf(field.Name));
            if (!meant.Contains(field.Name))
            {
                string problem = $"missing field '{field.Name}' in {title}";
                string expected = $"the field '{field.Name}'";
                _sheet.ReportAt(node.Place, PathOf(field.Name), expected, "nothing", null, problem);
            }
        }
    }

    private void Report(MapEntry entry, string expected, string? nearest, string? problem) =>
        _sheet.ReportAt(
            entry.Place,
            PathOf(entry.Key),
            expected,
            $"'{entry.Key}'",
            nearest,
            problem
        );

    /// <summary>Gets the one mapping whose names are paths of fields.</summary>
    private static ObjectShape ExpectationWhen => (ObjectShape)ExpectationFields.When.Shape;
}
