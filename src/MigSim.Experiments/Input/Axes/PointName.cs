using System.Text;

namespace MigSim.Experiments.Input.Axes;

/// <summary>The name of a point of a study, which is also a folder's.</summary>
internal static class PointName
{
    /// <summary>The name of the only point of a scenario without an axis.</summary>
    public const string Base = "base";

    /// <summary>
    /// Writes a value without blanks, <c>/s</c> and what a folder's name cannot hold.
    /// </summary>
    public static string Compact(string text, bool isFile)
    {
        string value = isFile ? Path.GetFileNameWithoutExtension(text.Trim()) : text;
        var compact = new StringBuilder();
        foreach (
            char letter in value.EndsWith("/s", StringComparison.Ordinal) ? value[..^2] : value
        )
        {
            bool isSafe = char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_' or '+';
            if (letter is '\u00B5' or '\u03BC')
            {
                compact.Append('u');
            }
            else if (!char.IsWhiteSpace(letter))
            {
                compact.Append(isSafe ? letter : '-');
            }
        }

        return compact.ToString();
    }
}
