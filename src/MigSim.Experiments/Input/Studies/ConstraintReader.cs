using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using MigSim.Experiments.Input.Axes;
using MigSim.Experiments.Input.Reading;

namespace MigSim.Experiments.Input.Studies;

/// <summary>
/// Reads conditions: <c>side operator side</c>, where a side is an axis, a number times an axis, or a value.
/// </summary>
internal sealed partial class ConstraintReader(Sheet sheet, StudyAxes axes)
{
    private const string Example =
        "a condition such as 'rate <= bandwidth' or 'deadtime >= 2 * keepalive'";

    /// <summary>Reads a condition; null if it is wrong.</summary>
    public Constraint? Read(string path, string text)
    {
        Match match = Whole().Match(text);
        if (!match.Success)
        {
            sheet.Report(path, Example, $"'{text}'");
            return null;
        }

        string sign = match.Groups["operator"].Value;
        (string Text, Axis? Axis, decimal Factor)? left = Split(path, match.Groups["left"].Value);
        (string Text, Axis? Axis, decimal Factor)? right = Split(path, match.Groups["right"].Value);
        if (left is null || right is null)
        {
            return null;
        }

        if ((left.Value.Axis ?? right.Value.Axis) is not { } axis)
        {
            axes.ReportUnknown(path, left.Value.Text);
            return null;
        }

        if (axis.Units is null && sign is not ("==" or "!="))
        {
            string problem =
                $"'{axis.Name}' is no quantity: it can be '==' or '!=' to one of its values";
            sheet.Report(path, "'==' or '!='", $"'{sign}'", null, problem);
            return null;
        }

        ConstraintSide? low = Side(path, left.Value, axis);
        ConstraintSide? high = Side(path, right.Value, axis);
        return low is null || high is null ? null : new Constraint(text.Trim(), low, sign, high);
    }

    [GeneratedRegex(
        @"^\s*(?<left>[^<>=!]+?)\s*(?<operator><=|>=|==|!=|<|>)\s*(?<right>[^<>=!]+?)\s*$"
    )]
    private static partial Regex Whole();

    [GeneratedRegex(@"^(?<factor>[0-9]*\.?[0-9]+)\s*\*\s*(?<axis>.+)$")]
    private static partial Regex Product();

    /// <summary>Tells the axis of a side, and what it is multiplied with; null if it is wrong.</summary>
    private (string Text, Axis? Axis, decimal Factor)? Split(string path, string text)
    {
        if (axes.Find(text) is { } axis)
        {
            return (text, axis, 1);
        }

        Match product = Product().Match(text);
        if (!product.Success)
        {
            return (text, null, 1);
        }

        string name = product.Groups["axis"].Value;
        bool isNumber = decimal.TryParse(
            product.Groups["factor"].Value,
            NumberStyles.Float,
            CultureInfo.InvariantCulture,
            out decimal factor
        );
        if (axes.Find(name) is { } multiplied && isNumber && factor <= 1e9m)
        {
            return (text, multiplied, factor);
        }

        axes.ReportUnknown(path, name);
        return null;
    }

    private ConstraintSide? Side(
        string path,
        (string Text, Axis? Axis, decimal Factor) side,
        Axis other
    )
    {
        bool isWord = other.Units is null;
        if (side.Axis is { } axis)
        {
            if (axis.Units == other.Units && (!isWord || side.Factor == 1))
            {
                return new ConstraintSide(axes.All.IndexOf(axis), side.Factor, 0, "", isWord);
            }

            string problem =
                $"'{axis.Name}' ({UnitOf(axis)}) cannot be compared with '{other.Name}' ({UnitOf(other)})";
            sheet.Report(path, "sides of the same unit", $"'{side.Text}'", null, problem);
            return null;
        }

        string compact = other.Compact(side.Text);
        IEnumerable<string> known = other.Listed.Concat(other.Values).Select(node => node.Text);
        if (isWord && known.Any(value => other.Compact(value) == compact))
        {
            return new ConstraintSide(-1, 1, 0, compact, true);
        }

        if (!isWord && other.Units!.Measure(side.Text) is { } value)
        {
            return new ConstraintSide(-1, 1, value, "", false);
        }

        if (!isWord && !char.IsAsciiDigit(side.Text[0]))
        {
            axes.ReportUnknown(path, side.Text);
            return null;
        }

        string expected = isWord
            ? $"a value of the axis {other.Name}: {string.Join(", ", known.Distinct())}"
            : $"a quantity in {UnitOf(other)} beside '{other.Name}'";
        string? nearest = isWord ? Nearest.Of(side.Text, known) : null;
        sheet.Report(path, expected, $"'{side.Text}'", nearest);
        return null;
    }

    private static string UnitOf(Axis axis) =>
        axis.Units is not { } units ? "words"
        : units.Base.Length == 0 ? "a plain number"
        : units.Base;
}
