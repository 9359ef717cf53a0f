using System.Collections.Immutable;
using MigSim.Experiments.Input.Tree;
using MigSim.Provenance;

namespace MigSim.Experiments.Input.Reading;

/// <summary>
/// What is known of one point while it is read: where each field is and which are good.
/// </summary>
/// <remarks>Fields are known by their dotted path, as <c>--set</c> names them.</remarks>
internal sealed class Sheet(ErrorList errors, SharedParts shared)
{
    private readonly List<SheetPart> _parts = [new()];

    /// <summary>Gets every constant read so far, by its whole path.</summary>
    public ImmutableArray<Constant> Constants => [.. _parts.SelectMany(part => part.Constants)];

    private SheetPart Current => _parts[^1];

    /// <summary>Gets the constants of a field, by their path from there.</summary>
    public ImmutableArray<Constant> ConstantsOf(string field) =>
        [
            .. _parts
                .SelectMany(part => part.Constants)
                .Where(constant => constant.Name.StartsWith($"{field}.", StringComparison.Ordinal))
                .Select(constant => constant with { Name = constant.Name[(field.Length + 1)..] }),
        ];

    /// <summary>
    /// Reads a part that depends on nothing but its node, unless another point has read it; parts do not hold
    /// parts.
    /// </summary>
    public T Read<T>(Node? node, string path, Func<T> read)
    {
        if (node is null)
        {
            return read();
        }

        (object? Value, SheetPart Part)? known = shared.Find(node, path);
        if (known is null)
        {
            var part = new SheetPart();
            _parts.Add(part);
            known = (read(), part);
            shared.Add(node, path, known.Value.Value, part);
        }
        else
        {
            _parts.Add(known.Value.Part);
        }

        _parts.Add(new SheetPart());
        return (T)known.Value.Value!;
    }

    public void Note(string path, Place place) => Current.Places[path] = place;

    /// <summary>Notes where the name of a field is, as opposed to its value.</summary>
    public void NoteName(string path, Place place) => Current.Names[path] = place;

    public void Add(Constant constant) => Current.Constants.Add(constant);

    /// <summary>
    /// Tells whether everything at some paths, and below, was read without an error.
    /// </summary>
    public bool IsGood(params ReadOnlySpan<string> paths)
    {
        foreach (SheetPart part in _parts)
        {
            foreach (string path in paths)
            {
                if (part.Bad.Count > 0 && part.Bad.Any(bad => Meet(bad, path)))
                {
                    return false;
                }
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
        ReportAt(NameOf(path), path, "a known name", found, nearest, problem);

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
        Current.Bad.Add(path);
        errors.Add(place, expected, found, nearest, problem);
    }

    /// <summary>Marks a field as wrong that was reported already.</summary>
    public void MarkBad(string path) => Current.Bad.Add(path);

    private static bool Meet(string left, string right) =>
        IsWithin(left, right) || IsWithin(right, left);

    private static bool IsWithin(string path, string outer) =>
        path == outer
        || (path.StartsWith(outer, StringComparison.Ordinal) && path[outer.Length] == '.');

    private Place NameOf(string path) =>
        _parts.Select(part => part.Names).First(names => names.ContainsKey(path))[path];

    /// <summary>Gets where a field is, or the nearest field around it that is written.</summary>
    public Place PlaceOf(string path)
    {
        string at = path;
        while (true)
        {
            foreach (SheetPart part in _parts)
            {
                if (part.Places.TryGetValue(at, out Place place))
                {
                    return place;
                }
            }

            if (at.Length == 0)
            {
                throw new InvalidOperationException($"Nothing was read around {path}.");
            }

            at = at.LastIndexOf('.') is var dot and >= 0 ? at[..dot] : "";
        }
    }
}
