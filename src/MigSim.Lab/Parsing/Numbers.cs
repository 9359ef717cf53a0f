using System.Globalization;

namespace MigSim.Lab.Parsing;

/// <summary>Reads numbers strictly: digits only, no sign, no blanks, no other culture.</summary>
internal static class Numbers
{
    // Enough for every number that a tool prints, and far from the limits of the types.
    private const int DigitsMax = 17;

    public static bool TryCount(ReadOnlySpan<char> text, out long value)
    {
        value = 0;
        return text.Length is > 0 and <= DigitsMax
            && !text.ContainsAnyExceptInRange('0', '9')
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }

    public static bool TryCount(ReadOnlySpan<char> text, out int value)
    {
        bool isCount = TryCount(text, out long number) && number <= int.MaxValue;
        value = isCount ? (int)number : 0;
        return isCount;
    }

    public static bool TryPort(ReadOnlySpan<char> text, out int value) =>
        TryCount(text, out value) && value <= ushort.MaxValue;

    /// <summary>Reads digits with at most one point between them.</summary>
    public static bool TryDecimal(ReadOnlySpan<char> text, out double value)
    {
        value = 0;
        return text.Length is > 0 and <= DigitsMax
            && char.IsAsciiDigit(text[0])
            && char.IsAsciiDigit(text[^1])
            && double.TryParse(
                text,
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out value
            );
    }

    /// <summary>Reads seconds with exactly six digits after the point.</summary>
    public static bool TryMicroseconds(ReadOnlySpan<char> text, out TimeSpan value)
    {
        value = default;
        int point = text.IndexOf('.');
        if (
            point is < 1 or > 11
            || text.Length != point + 7
            || !TryCount(text[..point], out long seconds)
            || !TryCount(text[(point + 1)..], out long microseconds)
        )
        {
            return false;
        }

        value = new TimeSpan(
            (seconds * TimeSpan.TicksPerSecond) + (microseconds * TimeSpan.TicksPerMicrosecond)
        );
        return true;
    }

    /// <summary>Reads a time of day since 1970 in front of a line, as in <c>1795410973.851501 x</c>.</summary>
    public static TimedLine SplitStamp(string line)
    {
        int blank = line.IndexOf(' ', StringComparison.Ordinal);
        return blank >= 16 && TryMicroseconds(line.AsSpan(0, blank), out TimeSpan at)
            ? new(at, line[(blank + 1)..])
            : new(null, line);
    }

    /// <summary>Splits at blanks and tabs.</summary>
    public static string[] Words(string line) =>
        line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
}
