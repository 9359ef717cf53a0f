using System.Globalization;

namespace MigSim.Experiments.Running;

/// <summary>One of several parts of a study that are run apart from each other.</summary>
/// <param name="Number">Which one, from 1 on.</param>
/// <param name="Count">How many there are.</param>
public sealed record Shard(int Number, int Count)
{
    /// <summary>Gets the shard as the command line has it: <c>2/7</c>.</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Number}/{Count}");

    /// <summary>Gets the shard as a part of a file's name: <c>2-of-7</c>.</summary>
    public string FileName => string.Create(CultureInfo.InvariantCulture, $"{Number}-of-{Count}");

    /// <summary>Gets whether something belongs to the shard, by its place among all, from 0 on.</summary>
    public bool Has(int index) => index % Count == Number - 1;

    /// <summary>Reads <c>2/7</c>; null if it is no shard.</summary>
    public static Shard? Parse(string text) =>
        text.Split('/') is [var number, var count]
        && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int n)
        && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out int of)
        && n >= 1
        && n <= of
            ? new Shard(n, of)
            : null;
}
