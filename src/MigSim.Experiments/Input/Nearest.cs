namespace MigSim.Experiments.Input;

/// <summary>The valid word that was probably meant.</summary>
/// <remarks>
/// Words are compared by the number of letters to insert, drop, replace or swap with their
/// neighbour; up to a third of the letters may be wrong.
/// </remarks>
public static class Nearest
{
    private const int LengthMax = 64;

    /// <summary>Finds the word with the fewest wrong letters; null if none is near.</summary>
    public static string? Of(string found, IEnumerable<string> valid)
    {
        if (found.Length is 0 or > LengthMax)
        {
            return null;
        }

        string? nearest = null;
        int nearestDistance = Math.Max(1, found.Length / 3) + 1;
        foreach (string word in valid)
        {
            int distance = Distance(found.ToLowerInvariant(), word.ToLowerInvariant());
            if (distance < nearestDistance && distance < word.Length)
            {
                nearest = word;
                nearestDistance = distance;
            }
        }

        return nearest;
    }

    /// <summary>Counts edits, by the table of all pairs of prefixes.</summary>
    private static int Distance(string left, string right)
    {
        int[,] table = new int[left.Length + 1, right.Length + 1];
        for (int i = 0; i <= left.Length; i++)
        {
            table[i, 0] = i;
        }

        for (int j = 0; j <= right.Length; j++)
        {
            table[0, j] = j;
        }

        for (int i = 1; i <= left.Length; i++)
        {
            for (int j = 1; j <= right.Length; j++)
            {
                int replaced = table[i - 1, j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                int best = Math.Min(replaced, Math.Min(table[i - 1, j], table[i, j - 1]) + 1);
                bool swapped =
                    i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
                table[i, j] = swapped ? Math.Min(best, table[i - 2, j - 2] + 1) : best;
            }
        }

        return table[left.Length, right.Length];
    }
}
