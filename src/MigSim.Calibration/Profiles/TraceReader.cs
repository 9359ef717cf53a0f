using System.Collections.Immutable;
using System.Globalization;
using MigSim.Experiments.Input.Constants;
using MigSim.Models.Memory;

namespace MigSim.Calibration.Profiles;

/// <summary>
/// Reads a recorded trace: a text file with a line for each interval, which lists the pages that were
/// written in it, single ones and ranges, as in <c>0-307 512 700-702</c>.
/// </summary>
internal static class TraceReader
{
    private const int PagesMax = 100_000_000;

    /// <summary>Reads the trace that a mapping names; null if it is wrong.</summary>
    public static TracedCurve? Read(ConstantMap map, string directory)
    {
        double? interval = map.Seconds("interval");
        string? name = map.Text("file");
        if (interval is not > 0 || name is null)
        {
            string missing = name is null ? "file" : "interval";
            map.Report(missing, $"the field '{missing}'", "none, or 0");
            return null;
        }

        var intervals = ImmutableArray.CreateBuilder<ImmutableArray<int>>();
        int pages = 0;
        foreach (string line in Lines(map, Path.Combine(directory, name)))
        {
            if (Pages(line) is not { } written || (pages += written.Length) > PagesMax)
            {
                string expected = $"page numbers such as '0-307 512' in line {intervals.Count + 1}";
                map.Report("file", expected, $"'{line}'");
                return null;
            }

            intervals.Add(written);
        }

        if (intervals.Count == 0)
        {
            map.Report("file", "a trace with a line for each interval", $"'{name}'");
            return null;
        }

        return new TracedCurve(interval.Value, intervals.ToImmutable());
    }

    private static string[] Lines(ConstantMap map, string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            map.Report("file", "a file that can be read", exception.Message);
            return [];
        }
    }

    private static ImmutableArray<int>? Pages(string line)
    {
        var pages = ImmutableArray.CreateBuilder<int>();
        foreach (
            string word in line.Split(
                (char[])[' ', '\t', ','],
                StringSplitOptions.RemoveEmptyEntries
            )
        )
        {
            string[] ends = word.Split('-');
            if (
                ends.Length > 2
                || !int.TryParse(
                    ends[0],
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out int first
                )
                || !int.TryParse(
                    ends[^1],
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out int last
                )
                || last < first
                || last - first >= PagesMax
            )
            {
                return null;
            }

            pages.AddRange(Enumerable.Range(first, last - first + 1));
        }

        return pages.ToImmutable();
    }
}
