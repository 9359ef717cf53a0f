using System.Collections.Immutable;
using MigSim.Experiments.Input.Tree;
using MigSim.Provenance;

namespace MigSim.Experiments.Input.Reading;

/// <summary>
/// What is known of one point while it is read: where each field is and which are good.
/// </summary>
/// <remarks>Fields are known by their dotted path, as <c>--set</c> names them.</remarks>
internal sealed class Sheet(ErrorList errors)
{
    private readonly Dictionary<string, Place> _places = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Place> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _bad = new(StringComparer.Ordinal);
    private readonly List<Constant> _constants = [];

    /// <summary>Gets every constant read so far, by its whole path.</summary>
    public ImmutableArray<Constant> Constants => [.. _constants];

    /// <summary>Gets the constants of a field, by their path from there.</summary>
    public ImmutableArray<Constant> ConstantsOf(string field) =>
        [
            .. _constants
                .Where(constant => constant.Name.StartsWith($"{field}.", StringComparison.Ordinal))
                .Select(constant => constant with { Name = constant.Name[(field.Length + 1)..] }),
        ];

    public void Note(string path, Place place) => _places[path] = place;

    /// <summary>Notes where the name of a field is, as opposed to its value.</summary>
    public void NoteName(string path, Place place) => _names[path] = place;

    public void Add(Constant constant) => _constants.Add(constant);

    /// <summary>
    /// Tells whether everything at some paths, and below, was read without an error.
    /// </summary>
    public bool IsGood(params ReadOnlySpan<string> paths)
    {
        foreach (string path in paths)
        {
            if (_bad.Any(bad => IsWithin(bad, path) || IsWithin(path, bad)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Reports a mistake at a field, or at the nearest field around it that is written.
    /// </summary>
    public void Report(
        string path,
        string expected,
        string found,
        string? nearest = null,
        string? problem = null
    ) => ReportAt(PlaceOf(path), path, expected, found, nearest, problem);

    /// <summary>Reports a mistake in the name of a field.</summary>
    public void ReportName(string path, string found, string? nearest, string problem) =>
        ReportAt(_names[path], path, "a known name", found, nearest, problem);

    /// <summary>Reports a mistake at a place, in the field of a path.</summary>
    public void ReportAt(
        Place place,
        string path,
        string expected,
        string found,
        string? nearest = null,
        string? problem = null
    )
    {
        _bad.Add(path);
        errors.Add(place, expected, found, nearest, problem);
    }

    /// <summary>Marks a field as wrong that was reported already.</summary>
    public void MarkBad(string path) => _bad.Add(path);

    private static bool IsWithin(string path, string outer) =>
        path == outer
        || (path.StartsWith(outer, StringComparison.Ordinal) && path[outer.Length] == '.');

    private Place PlaceOf(string path)
    {
        Place place;
        while (!_places.TryGetValue(path, out place))
        {
            int dot = path.LastIndexOf('.');
            path = dot < 0 ? "" : path[..dot];
        }

        return place;
    }
}
