using System.Collections.Immutable;
using System.Globalization;
using MigSim.Calibration.Campaigns;

namespace MigSim.Calibration.Fitting;

/// <summary>The inputs for which a model was fitted.</summary>
/// <param name="Numbers">The least and the greatest value of each input that is a number.</param>
/// <param name="Words">The words of each other input.</param>
public sealed record ValidityRange(
    ImmutableSortedDictionary<string, (double Least, double Most)> Numbers,
    ImmutableSortedDictionary<string, ImmutableSortedSet<string>> Words
)
{
    private const double Rounding = 1e-6;

    /// <summary>Gets the range of some runs.</summary>
    public static ValidityRange Of(IEnumerable<CampaignRun> runs)
    {
        ILookup<string, string> inputs = runs.SelectMany(run => run.Inputs)
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
            (name, range) => $"{name} is {Shown(inputs[name])}, and only {range} was fitted"
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
                    least == most ? Text(least) : $"{Text(least)} to {Text(most)}"
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

    private static string Shown(string text) => Number(text) is { } value ? Text(value) : text;

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            ? number
            : null;

    private static string Text(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}
