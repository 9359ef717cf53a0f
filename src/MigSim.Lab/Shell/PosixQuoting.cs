using System.Text;

namespace MigSim.Lab.Shell;

/// <summary>Quotes words for a POSIX shell: the one place that does.</summary>
public static class PosixQuoting
{
    /// <summary>Quotes one word, so that a shell takes it as it is.</summary>
    /// <exception cref="ArgumentException">No argument can be this word.</exception>
    public static string Quote(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        RefuseUnlessArgument(word);

        // Between single quotes nothing is special but the single quote itself.
        return "'" + word.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
    }

    /// <summary>Quotes words and puts blanks between them.</summary>
    /// <exception cref="ArgumentException">No argument can be one of the words.</exception>
    public static string Join(IEnumerable<string> words) => string.Join(' ', words.Select(Quote));

    /// <summary>Refuses a word that cannot be an argument of a program.</summary>
    /// <exception cref="ArgumentException">
    /// The word holds NUL, which ends an argument, or half a surrogate pair, which would arrive as
    /// another character.
    /// </exception>
    internal static void RefuseUnlessArgument(string word)
    {
        if (word.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException("An argument cannot hold NUL.", nameof(word));
        }

        for (int index = 0; index < word.Length; index++)
        {
            if (!Rune.TryGetRuneAt(word, index, out Rune rune))
            {
                throw new ArgumentException(
                    "An argument cannot hold half a surrogate pair.",
                    nameof(word)
                );
            }

            index += rune.Utf16SequenceLength - 1;
        }
    }
}
