using System.Collections.Immutable;
using MigSim.Experiments.Input.Constants;

namespace MigSim.Experiments.Calibrations;

/// <summary>Which fit a file's constants come from, and for which inputs.</summary>
/// <param name="Id">The campaign, the fit and its digest.</param>
/// <param name="Date">The day of the promotion.</param>
/// <param name="Range">The inputs that were fitted.</param>
public sealed record CalibrationStamp(string Id, string Date, ValidityRange Range)
{
    /// <summary>The name of the field in a file of constants.</summary>
    public const string FieldName = "calibration";

    /// <summary>Writes the field as YAML.</summary>
    public string Write()
    {
        var lines = new List<string>
        {
            "# For which inputs the fitted constants were tried; outside of them predictions are warned of.",
            $"{FieldName}:",
            $"  id: \"{Id}\"",
            $"  date: {Date}",
            "  range:",
        };
        foreach ((string name, (double least, double most)) in Range.Numbers)
        {
            lines.Add(
                FormattableString.Invariant($"    {name}: {{ from: {least:G9}, to: {most:G9} }}")
            );
        }

        foreach ((string name, var words) in Range.Words)
        {
            lines.Add($"    {name}: {{ words: \"{string.Join(", ", words)}\" }}");
        }

        return string.Join('\n', lines) + "\n";
    }

    /// <summary>Reads the field.</summary>
    public static CalibrationStamp Read(ConstantMap map)
    {
        string id = map.Text("id") ?? "";
        string date = map.Text("date") ?? "";
        var numbers = ValidityRange.None.Numbers.ToBuilder();
        var words = ValidityRange.None.Words.ToBuilder();
        ConstantMap? range = map.Map("range");
        foreach (string name in range?.Names ?? [])
        {
            if (range!.Map(name) is not { } one)
            {
                continue;
            }

            if (one.Text("words") is { } text)
            {
                words[name] = WordList.Of(text).ToImmutableSortedSet(StringComparer.Ordinal);
            }
            else
            {
                numbers[name] = (
                    one.Number("from") ?? double.NegativeInfinity,
                    one.Number("to") ?? double.PositiveInfinity
                );
            }

            one.Finish();
        }

        map.Finish();
        return new CalibrationStamp(
            id,
            date,
            new ValidityRange(numbers.ToImmutable(), words.ToImmutable())
        );
    }
}
