using System.Text;

namespace MigSim.Experiments.Reports;

/// <summary>Words as they are written in files: lower case, joined by hyphens.</summary>
public static class KebabCase
{
    /// <summary>Writes an enumeration's value, as in <c>stop-and-copy</c>.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => Of(value.ToString());

    /// <summary>Reads an enumeration's value.</summary>
    /// <exception cref="FormatException">It has no such value.</exception>
    public static T To<T>(string? text)
        where T : struct, Enum =>
        Enum.GetValues<T>()
            .Where(value => Of(value) == text)
            .Select(value => (T?)value)
            .FirstOrDefault()
        ?? throw new FormatException($"'{text}' is no {Of(typeof(T).Name)}");

    /// <summary>Writes a name in Pascal case, as in <c>failure-began</c>.</summary>
    public static string Of(string pascalCase)
    {
        var text = new StringBuilder(pascalCase.Length + 8);
        foreach (char letter in pascalCase)
        {
            if (char.IsAsciiLetterUpper(letter) && text.Length > 0)
            {
                text.Append('-');
            }

            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }
}
