using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MigSim.Experiments.Input.Quantities;

/// <summary>A number with a unit of one family, within bounds.</summary>
internal sealed partial class QuantityKind<T> : Kind<T>
{
    private readonly UnitFamily _units;
    private readonly Bounds _bounds;
    private readonly bool _isWhole;
    private readonly Func<decimal, T> _convert;

    /// <summary>Creates a kind.</summary>
    /// <param name="name">Its name among the definitions of the schema.</param>
    /// <param name="expected">It in words, with an example.</param>
    /// <param name="units">Its units.</param>
    /// <param name="bounds">What makes sense, in the smallest unit.</param>
    /// <param name="isWhole">Whether it is a whole number of the smallest unit.</param>
    /// <param name="convert">Converts from the smallest unit.</param>
    public QuantityKind(
        string name,
        string expected,
        UnitFamily units,
        Bounds bounds,
        bool isWhole,
        Func<decimal, T> convert
    )
        : base(name, expected, convert(bounds.Min))
    {
        _units = units;
        _bounds = bounds;
        _isWhole = isWhole;
        _convert = convert;
    }

    public override UnitFamily Units => _units;

    public override bool IsWhole => _isWhole;

    private bool NeedsUnit => !_units.Units.ContainsKey("");

    public override Reading<T> Read(string text)
    {
        Reading<decimal> number = ReadNumber(text);
        return number.IsValid
            ? Reading<T>.Of(_convert(number.Value))
            : Reading<T>.Wrong(number.Expected!, number.Nearest);
    }

    public override decimal? Measure(string text) =>
        ReadNumber(text) is { IsValid: true, Value: var value } ? value : null;

    private Reading<decimal> ReadNumber(string text)
    {
        Match match = Pattern().Match(text);
        if (!match.Success)
        {
            return Reading<decimal>.Wrong(Expected);
        }

        string number = match.Groups["number"].Value;
        string unit = match.Groups["unit"].Value;
        if (
            !decimal.TryParse(
                number,
                NumberStyles.Float,
                CultureInfo.InvariantCulture,
                out decimal magnitude
            )
        )
        {
            return TooGreat();
        }

        bool isPlainZero = unit.Length == 0 && magnitude == 0;
        if (_units.Units.TryGetValue(unit, out decimal factor) || isPlainZero)
        {
            return Scale(magnitude, factor);
        }

        return Reading<decimal>.Wrong(Expected, Repaired(text, number, unit));
    }

    public override JsonObject Schema()
    {
        if (NeedsUnit)
        {
            string units = string.Join('|', _units.Units.Keys.Select(Regex.Escape));
            return new JsonObject
            {
                ["description"] = Expected,
                ["anyOf"] = new JsonArray(
                    new JsonObject
                    {
                        ["type"] = "string",
                        ["pattern"] = $"^\\+?{NumberPattern}\\s*({units})$",
                    },
                    new JsonObject { ["const"] = 0 }
                ),
            };
        }

        var schema = new JsonObject
        {
            ["description"] = Expected,
            ["type"] = _isWhole ? "integer" : "number",
        };
        schema[_bounds.MinIncluded ? "minimum" : "exclusiveMinimum"] = _bounds.Min;
        schema["maximum"] = _bounds.Max;
        return schema;
    }

    private const string NumberPattern = @"([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?";

    [GeneratedRegex($@"^(?<number>[+-]?{NumberPattern})\s*(?<unit>\S.*)?$")]
    private static partial Regex Pattern();

    /// <summary>Writes a quantity whose unit is wrong as it was probably meant.</summary>
    private string? Repaired(string text, string number, string unit)
    {
        string? meant = NeedsUnit ? _units.Meant(unit) : "";
        string repaired = unit.StartsWith(',')
            ? text.Replace(',', '.')
            : $"{number} {meant}".TrimEnd();
        return repaired != text && Read(repaired).IsValid ? repaired : null;
    }

    private Reading<decimal> Scale(decimal magnitude, decimal factor)
    {
        decimal value;
        try
        {
            value = magnitude * factor;
        }
        catch (OverflowException)
        {
            return TooGreat();
        }

        if (_bounds.IsBelow(value) || (_isWhole && value != decimal.Truncate(value)))
        {
            return Reading<decimal>.Wrong(Expected);
        }

        return _bounds.IsAbove(value) ? TooGreat() : Reading<decimal>.Of(value);
    }

    private Reading<decimal> TooGreat() =>
        Reading<decimal>.Wrong($"{Expected}, and at most {_bounds.MaxText}");
}
