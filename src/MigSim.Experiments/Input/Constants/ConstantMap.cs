using System.Collections.Immutable;
using MigSim.Experiments.Input.Fields;
using MigSim.Experiments.Input.Quantities;
using MigSim.Experiments.Input.Tree;
using MigSim.Provenance;
using MigSim.Units;

namespace MigSim.Experiments.Input.Constants;

/// <summary>
/// One mapping of a file of constants. What is read is marked as known; <see cref="Finish"/> reports the
/// rest.
/// </summary>
public sealed class ConstantMap
{
    private readonly ConstantFile _file;
    private readonly MapNode _node;
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    internal ConstantMap(ConstantFile file, string path, MapNode node)
    {
        _file = file;
        _node = node;
        Path = path;
    }

    /// <summary>Gets the dotted path of the mapping; empty for the outermost one.</summary>
    public string Path { get; }

    /// <summary>Gets the names of the fields in the order of the file.</summary>
    public IEnumerable<string> Names => _node.Keys;

    /// <summary>Reads a duration in seconds; null if absent.</summary>
    public double? Seconds(string name)
    {
        double? written = Read(name, Kinds.Duration)?.TotalSeconds;
        return Other(name) ?? written;
    }

    /// <summary>Reads a data rate in bytes per second; null if absent.</summary>
    public double? BytesPerSecond(string name)
    {
        double? written = Read(name, Kinds.Rate)?.BytesPerSecond;
        return Other(name) ?? written;
    }

    /// <summary>Reads a data size in bytes; null if absent.</summary>
    public double? Bytes(string name)
    {
        double? written = Read(name, Kinds.Size)?.Bytes;
        return Other(name) ?? written;
    }

    /// <summary>Reads a share from 0 to below 1; null if absent.</summary>
    public double? Share(string name)
    {
        double? share = Number(name);
        if (share >= 1)
        {
            Report(name, "a share below 1", $"'{share}'");
        }

        return share;
    }

    /// <summary>Reads a plain number, 0 or more; null if absent.</summary>
    public double? Number(string name)
    {
        double? written = Read(name, Kinds.Amount);
        return Other(name) ?? written;
    }

    /// <summary>Reads how often something happens in a second; null if absent.</summary>
    public double? PerSecond(string name)
    {
        double? written = Read(name, Kinds.Frequency);
        return Other(name) ?? written;
    }

    /// <summary>Reads a text; null if absent.</summary>
    public string? Text(string name) => Scalar(name)?.Text;

    /// <summary>Reads yes or no; null if absent.</summary>
    public bool? Flag(string name) =>
        Choice(name, ["true", "false"]) switch
        {
            "true" => true,
            "false" => false,
            _ => null,
        };

    /// <summary>Reads one of several words; null if absent or wrong.</summary>
    public string? Choice(string name, IReadOnlyList<string> words)
    {
        ScalarNode? node = Scalar(name);
        if (node is null || words.Contains(node.Text))
        {
            return node?.Text;
        }

        string expected = string.Join(", ", words);
        _file.Report(node.Place, expected, node.Words, Nearest.Of(node.Text, words));
        return null;
    }

    /// <summary>Opens the mapping of a field; null if absent.</summary>
    public ConstantMap? Map(string name)
    {
        Node? node = Find(name);
        if (node is null or MapNode)
        {
            return node is null ? null : new ConstantMap(_file, PathOf(name), (MapNode)node);
        }

        _file.Report(node.Place, "a mapping", node.Words);
        return null;
    }

    /// <summary>Reads a list of pairs of a duration and a data size, in seconds and bytes.</summary>
    public ImmutableArray<(double Seconds, double Bytes)>? Samples(string name)
    {
        if (Find(name) is not { } found)
        {
            return null;
        }

        Node node = Unwrap(name, found);
        if (node is not ListNode list)
        {
            _file.Report(node.Place, "a list of samples such as [0.5 s, 20 MB]", node.Words);
            return null;
        }

        var samples = ImmutableArray.CreateBuilder<(double, double)>();
        foreach (Node item in list.Items)
        {
            if (item is ListNode { Items: [ScalarNode time, ScalarNode size] })
            {
                double seconds = ReadScalar(time, Kinds.PositiveDuration).TotalSeconds;
                samples.Add((seconds, ReadScalar(size, Kinds.Size).Bytes));
            }
            else
            {
                _file.Report(item.Place, "a sample such as [0.5 s, 20 MB]", item.Words);
            }
        }

        return samples.ToImmutable();
    }

    /// <summary>Reports a field that is wrong in a way that only its reader knows.</summary>
    public void Report(string name, string expected, string found, string? nearest = null)
    {
        MapEntry? entry = _node.Find(name);
        _file.Report(entry?.Value.Place ?? _node.Place, expected, found, nearest);
    }

    /// <summary>Reports every field that was not read.</summary>
    public void Finish()
    {
        foreach (MapEntry entry in _node.Entries.Where(entry => !_known.Contains(entry.Key)))
        {
            string? nearest = Nearest.Of(entry.Key, _known.Order(StringComparer.Ordinal));
            string where = Path.Length == 0 ? "here" : $"in {Path}";
            string problem = $"there is no field '{entry.Key}' {where}";
            _file.Report(entry.Place, "a known field", $"'{entry.Key}'", nearest, problem);
        }
    }

    private double? Other(string name) => _file.ValueAt(PathOf(name));

    private T? Read<T>(string name, Kind<T> kind)
        where T : struct => Scalar(name) is { } node ? ReadScalar(node, kind) : null;

    private T ReadScalar<T>(ScalarNode node, Kind<T> kind)
    {
        Reading<T> reading = kind.Read(node.Text.Trim());
        if (!reading.IsValid)
        {
            _file.Report(node.Place, reading.Expected!, node.Words, reading.Nearest);
        }

        return reading.IsValid ? reading.Value! : kind.Fallback;
    }

    private ScalarNode? Scalar(string name)
    {
        if (Find(name) is not { } found)
        {
            return null;
        }

        Node node = Unwrap(name, found);
        if (node is not ScalarNode)
        {
            _file.Report(node.Place, "a single value", node.Words);
        }

        return node as ScalarNode;
    }

    // A constant may stand alone, or say where it comes from.
    private Node Unwrap(string name, Node node)
    {
        if (node is not MapNode map || map.Find("value") is not { } value)
        {
            return node;
        }

        var sourced = new ConstantMap(_file, PathOf(name), map);
        sourced._known.Add("value");
        Origin? origin = sourced.Read(ConstantFields.Origin.Name, ConstantFields.OriginKind);
        string source = sourced.Text("source") ?? "";
        sourced.Finish();
        if (origin is null || source.Length == 0)
        {
            const string example = "{ value: …, origin: measured, source: … }";
            _file.Report(map.Place, $"where the constant comes from, as in {example}", "no such");
            return value.Value;
        }

        string text = value.Value is ScalarNode scalar ? scalar.Text : value.Value.Words;
        _file.Add(new Constant(PathOf(name), text, origin.Value, source));
        return value.Value;
    }

    private Node? Find(string name)
    {
        _known.Add(name);
        return _node.Find(name)?.Value;
    }

    private string PathOf(string name) => Path.Length == 0 ? name : $"{Path}.{name}";
}
