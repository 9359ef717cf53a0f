namespace MigSim.Lab.XenNested;

/// <summary>Checks words that become part of names, paths and options of many programs.</summary>
internal static class NestedWord
{
    /// <summary>Lets a name of small and great letters, digits, <c>-</c> and <c>_</c> pass.</summary>
    /// <exception cref="ArgumentException">It is longer than <paramref name="lengthMax"/>, or other.</exception>
    public static string Check(string word, string what, int lengthMax = 30) =>
        word.Length is > 0
        && word.Length <= lengthMax
        && char.IsAsciiLetterOrDigit(word[0])
        && word.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            ? word
            : throw new ArgumentException(
                $"The name of a {what} has 1 to {lengthMax} letters, digits, '-' and '_': '{word}'."
            );

    /// <summary>Lets an absolute path pass that nobody takes for more than one word.</summary>
    /// <exception cref="ArgumentException">It has other characters.</exception>
    public static string CheckPath(string path) =>
        path.StartsWith('/')
        && path.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '-' or '_')
            ? path
            : throw new ArgumentException(
                $"A path of a nested lab has letters, digits, '/', '.', '-' and '_': '{path}'."
            );
}
