using System.Collections.Immutable;
using MigSim.Experiments.Input.Tree;
using MigSim.Provenance;

namespace MigSim.Experiments.Input.Constants;

/// <summary>
/// A YAML file of constants in nested mappings, each with its unit and where it comes from, for parts of
/// the program that have their own fields.
/// </summary>
public sealed class ConstantFile
{
    private readonly ErrorList _errors;
    private readonly List<Constant> _constants = [];
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    private readonly MapNode _root;

    private ConstantFile(string path)
    {
        _errors = new ErrorList();
        var files = new FileStore(path, _errors);
        Node? root = files.LoadScenario();
        if (root is not null and not MapNode)
        {
            _errors.Add(root.Place, "a mapping of constants", root.Words);
        }

        _errors.ThrowIfAny();
        Directory = files.Directory;
        _root = (MapNode)root!;
        Values = ImmutableSortedDictionary<string, double>.Empty;
    }

    /// <summary>Takes a mapping of a larger file, whose mistakes are collected elsewhere.</summary>
    internal ConstantFile(MapNode root, ErrorList errors)
    {
        _errors = errors;
        Directory = root.Place.File.Directory;
        _root = root;
        Values = ImmutableSortedDictionary<string, double>.Empty;
    }

    private ConstantFile(ConstantFile file, ImmutableSortedDictionary<string, double> values)
    {
        _errors = new ErrorList();
        Directory = file.Directory;
        _root = file._root;
        Values = values;
    }

    /// <summary>Gets the folder that paths in the file start from.</summary>
    public string Directory { get; }

    /// <summary>Gets the outermost mapping.</summary>
    public ConstantMap Root => new(this, "", _root);

    /// <summary>Gets the values that stand in place of those of the file, by their dotted path.</summary>
    public ImmutableSortedDictionary<string, double> Values { get; }

    /// <summary>Gets the paths of those values for which nothing has asked so far.</summary>
    public IEnumerable<string> UnusedValues => Values.Keys.Where(path => !_used.Contains(path));

    /// <summary>Gets every constant read so far with where it comes from.</summary>
    public ImmutableArray<Constant> Constants => [.. _constants];

    /// <summary>Reads a file.</summary>
    /// <exception cref="InputException">It is no such file.</exception>
    public static ConstantFile Load(string path) => new(path);

    /// <summary>
    /// Gets the file with other values, each in the unit in which it is read: seconds, bytes, bytes per
    /// second, or plain.
    /// </summary>
    public ConstantFile With(ImmutableSortedDictionary<string, double> values) => new(this, values);

    /// <summary>Fails if anything read so far was wrong.</summary>
    /// <exception cref="InputException">Every mistake that was found.</exception>
    public void ThrowIfAny() => _errors.ThrowIfAny();

    internal double? ValueAt(string path)
    {
        _used.Add(path);
        return Values.TryGetValue(path, out double value) ? value : null;
    }

    internal void Add(Constant constant) => _constants.Add(constant);

    internal void Report(
        Place place,
        string expected,
        string found,
        string? nearest = null,
        string? problem = null
    ) => _errors.Add(place, expected, found, nearest, problem);
}
