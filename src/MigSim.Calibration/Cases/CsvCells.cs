namespace MigSim.Calibration.Cases;

/// <summary>Splits one line of comma-separated values (RFC 4180, without line breaks in cells).</summary>
internal static class CsvCells
{
    /// <summary>Finds the cells of a line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="cells">Takes the place of each cell; quotes are part of it.</param>
    /// <returns>How many cells there are, even if they do not fit; -1 if a quote is left open.</returns>
    public static int Split(ReadOnlySpan<char> line, Span<Range> cells)
    {
        int count = 0;
        int start = 0;
        while (true)
        {
            int end = EndOfCell(line, start);
            if (end < 0)
            {
                return -1;
            }

            if (count < cells.Length)
            {
                cells[count] = start..end;
            }

            count++;
            if (end == line.Length)
            {
                return count;
            }

            start = end + 1;
        }
    }

    /// <summary>Gets what a cell says.</summary>
    public static ReadOnlySpan<char> Text(ReadOnlySpan<char> cell)
    {
        ReadOnlySpan<char> trimmed = cell.Trim();
        return trimmed is ['"', .., '"']
            ? trimmed[1..^1].ToString().Replace("\"\"", "\"")
            : trimmed;
    }

    private static int EndOfCell(ReadOnlySpan<char> line, int start)
    {
        ReadOnlySpan<char> rest = line[start..];
        if (!rest.TrimStart().StartsWith("\""))
        {
            int comma = rest.IndexOf(',');
            return comma < 0 ? line.Length : start + comma;
        }

        bool isQuoted = false;
        for (int index = start; index < line.Length; index++)
        {
            if (line[index] == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (line[index] == ',' && !isQuoted)
            {
                return index;
            }
        }

        return isQuoted ? -1 : line.Length;
    }
}
