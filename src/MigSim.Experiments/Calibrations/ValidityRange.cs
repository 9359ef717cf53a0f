using System.Collections.Immutable;
using System.Globalization;
using MigSim.Units;

namespace MigSim.Experiments.Calibrations;

/// <summary>The inputs for which a model was fitted.</summary>
/// <param name="Numbers">The least and the greatest value of each input that is a number.</param>
/// <param name="Words">The words of each other input.</param>
public sealed record ValidityRange(
    ImmutableSortedDictionary<string, (double Least, double Most)> Numbers,
    ImmutableSortedDictionary<string, ImmutableSortedSet<string>> Words
)
{
    // Closer inputs are the same: framing that is counted in another way, a firmware's few kilobytes.
    private const double Rounding = 0.02;

    /// <summary>Gets the range of nothing.</summary>
    public static ValidityRange None { get; } =
        new(
            ImmutableSortedDictionary.Create<string, (double, double)>(StringComparer.Ordinal),
            ImmutableSortedDictionary.Create<string, ImmutableSortedSet<string>>(
                StringComparer.Ordinal
            )
        );

    /// <summary>Gets the range of some runs.</summary>
    /// <param name="runs">The inputs of each, by name.</param>
    public static ValidityRange Of(IEnumerable<IReadOnlyDictionary<string, string>> runs)
    {
        ILookup<string, string> inputs = runs.SelectMany(run => run)
            .ToLookup(input => input.Key, input => input.Value);
        return new ValidityRange(
            inputs
                .Where(input => input.All(text => Number(text) is not null))
                .ToImmutableSortedDictionary(
                    input => input.Key,
                    input => (input.Min(Number)!.Value, input.Max(Number)!.Value),
                    StringComparer.Ordinal
                ),
            inputs
                .Where(input => input.Any(text => Number(text) is null))
                .ToImmutableSortedDictionary(
                    input => input.Key,
                    input => input.ToImmutableSortedSet(StringComparer.Ordinal),
                    StringComparer.Ordinal
                )
        );
    }

    /// <summary>Tells in words which inputs of a run are outside; nothing if none is.</summary>
    public IEnumerable<string> Outside(IReadOnlyDictionary<string, string> inputs) =>
        NamesOutside(
            inputs,
            (name, range) => $"{name} is {Shown(name, inputs[name])}, and only {range} was fitted"
        );

    /// <summary>Gets the inputs of a run that are outside, with their range.</summary>
    public IEnumerable<string> NamesOutside(IReadOnlyDictionary<string, string> inputs) =>
        NamesOutside(inputs, (name, range) => $"{name}, fitted for {range}");

    private IEnumerable<string> NamesOutside(
        IReadOnlyDictionary<string, string> inputs,
        Func<string, string, string> say
    )
    {
        foreach ((string name, (double least, double most)) in Numbers)
        {
            double room = Rounding * Math.Max(Math.Abs(least), Math.Abs(most));
            if (
                inputs.TryGetValue(name, out string? text)
                && Number(text) is { } value
                && (value < least - room || value > most + room)
            )
            {
                yield return say(
                    name,
                    least == most ? Text(name, least) : $"{Text(name, least)} to {Text(name, most)}"
                );
            }
        }

        foreach ((string name, ImmutableSortedSet<string> words) in Words)
        {
            if (inputs.TryGetValue(name, out string? word) && !words.Contains(word))
            {
                yield return say(name, string.Join(", ", words));
            }
        }
    }

    private static string Shown(string name, string text) =>
        Number(text) is { } value ? Text(name, value) : text;

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            ? number
            : null;

    // Names end in their unit.
    private static string Text(string name, double value)
    {
        (double factor, string unit) =
            name.EndsWith("_bps", StringComparison.Ordinal) ? (1e-6, " Mbit/s")
            : name.EndsWith("_bytes", StringComparison.Ordinal)
                ? (1.0 / DataSize.FromMebibytes(1).Bytes, " MiB")
            : name.EndsWith("_ms", StringComparison.Ordinal) ? (1, " ms")
            : (1, "");
        return (value * factor).ToString("G6", CultureInfo.InvariantCulture) + unit;
    }
}
