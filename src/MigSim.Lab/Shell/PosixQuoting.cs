namespace MigSim.Lab.Shell;

/// <summary>Quotes words for a POSIX shell: the one place that does.</summary>
public static class PosixQuoting
{
    /// <summary>Quotes one word, so that a shell takes it as it is.</summary>
    /// <exception cref="ArgumentException">The word holds NUL, which no argument can.</exception>
    public static string Quote(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        RefuseNul(word);

        // Between single quotes nothing is special but the single quote itself.
        return "'" + word.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
    }

    /// <summary>Quotes words and puts blanks between them.</summary>
    /// <exception cref="ArgumentException">A word holds NUL.</exception>
    public static string Join(IEnumerable<string> words) => string.Join(' ', words.Select(Quote));

    /// <summary>Refuses a word that cannot be an argument of a program.</summary>
    /// <exception cref="ArgumentException">The word holds NUL.</exception>
    internal static void RefuseNul(string word)
    {
        if (word.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException("An argument cannot hold NUL.", nameof(word));
        }
    }
}
