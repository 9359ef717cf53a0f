using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MigSim.Experiments.Input.Quantities;

/// <summary>A text that matches a pattern from its beginning to its end.</summary>
internal sealed class TextKind<T>(
    string name,
    string expected,
    string pattern,
    T fallback,
    Func<string, T?> convert
) : Kind<T>(name, expected, fallback)
    where T : class
{
    private readonly Regex _pattern = new(pattern, RegexOptions.CultureInvariant);

    public override Reading<T> Read(string text)
    {
        T? value = _pattern.IsMatch(text) ? convert(text) : null;
        if (value is not null)
        {
            return Reading<T>.Of(value);
        }

        string repaired = Regex.Replace(text.Trim().ToLowerInvariant(), "[ _]+", "-");
        bool isRepaired = repaired != text && _pattern.IsMatch(repaired);
        return Reading<T>.Wrong(Expected, isRepaired ? repaired : null);
    }

    public override JsonObject Schema() =>
        new()
        {
            ["description"] = Expected,
            ["type"] = new JsonArray("string", "number"),
            ["pattern"] = pattern.Replace("\\z", "$"),
        };
}
