using System.Collections.Immutable;
using MigSim.Experiments.Input.Tree;

namespace MigSim.Experiments.Input;

/// <summary>The mistakes found so far; the same mistake in many points counts once.</summary>
internal sealed class ErrorList
{
    private const int CountMax = 50;
    private readonly List<InputError> _errors = [];

    public bool Any => _errors.Count > 0;

    public int Count => _errors.Count;

    public void Add(
        Place place,
        string expected,
        string found,
        string? nearest = null,
        string? problem = null
    )
    {
        var error = new InputError(
            OneLine(place.File.Display),
            place.Line,
            place.Column,
            OneLine(expected),
            OneLine(found),
            nearest is null ? null : OneLine(nearest)
        )
        {
            Problem = problem is null ? null : OneLine(problem),
        };
        if (_errors.Count < CountMax && !_errors.Contains(error))
        {
            _errors.Add(error);
        }
    }

    /// <summary>Writes what no terminal should be sent as blanks.</summary>
    private static string OneLine(string text) =>
        string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter));

    public void ThrowIfAny()
    {
        if (!Any)
        {
            return;
        }

        List<string> files = [.. _errors.Select(error => error.File).Distinct()];
        throw new InputException([
            .. _errors
                .OrderBy(error => files.IndexOf(error.File))
                .ThenBy(error => error.Line)
                .ThenBy(error => error.Column),
        ]);
    }
}
