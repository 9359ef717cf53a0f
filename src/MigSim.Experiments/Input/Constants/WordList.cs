using System.Collections.Immutable;

namespace MigSim.Experiments.Input.Constants;

/// <summary>Several words in one value of a file.</summary>
public static class WordList
{
    /// <summary>Gets the words of a text between commas; none of an empty one.</summary>
    public static ImmutableArray<string> Of(string? text) =>
        [
            .. (text ?? "").Split(
                ',',
                StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries
            ),
        ];
}
