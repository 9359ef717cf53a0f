namespace MigSim.Cli.Commands;

/// <summary>The valid word that was probably meant.</summary>
internal static class NearestWord
{
    /// <summary>Finds the word with the fewest letters to change; null if none is near.</summary>
    public static string? Of(string found, IEnumerable<string> valid) =>
        valid
            .Select(word => (Word: word, Distance: Distance(found, word)))
            .Where(near => near.Distance <= Math.Max(2, found.Length / 3))
            .OrderBy(near => near.Distance)
            .ThenBy(near => near.Word, StringComparer.Ordinal)
            .Select(near => near.Word)
            .FirstOrDefault();

    private static int Distance(string left, string right)
    {
        int[] row = [.. Enumerable.Range(0, right.Length + 1)];
        foreach (char letter in left)
        {
            int diagonal = row[0]++;
            for (int j = 1; j <= right.Length; j++)
            {
                int replaced = diagonal + (letter == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
