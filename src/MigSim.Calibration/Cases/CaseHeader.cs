using System.Collections.Immutable;
using MigSim.Experiments.Input;

namespace MigSim.Calibration.Cases;

/// <summary>The first line of a file of cases: which column is where.</summary>
public sealed class CaseHeader
{
    /// <summary>The most columns that a file may have.</summary>
    public const int ColumnsMax = 64;

    private static readonly ImmutableArray<string> Known =
    [
        "case",
        "engine",
        "mode",
        "ram_bytes",
        "nonzero_pages",
        "zero_pages",
        "page_bytes",
        "bandwidth_bps",
        "downtime_limit_ms",
        "dirty_curve",
        "dirty_rate_pages_per_s",
        "working_set_pages",
        "auto_converge",
        "postcopy_after_s",
        "load_ends_at_s",
        "max_seconds",
        "round_trip_ms",
        "loss_share",
        "window_bytes",
    ];

    private static readonly string[] Results =
    [
        "verdict",
        "total_ms",
        "downtime_ms",
        "transferred_bytes",
        "rounds",
        "first_throttle_s",
    ];

    private readonly int[] _cells;

    private CaseHeader(ImmutableArray<string> names, int[] cells)
    {
        Names = names;
        _cells = cells;
    }

    /// <summary>Gets the columns that a prediction reads.</summary>
    public static string KnownColumns => string.Join(',', Known);

    /// <summary>Gets the columns that a prediction adds.</summary>
    public static string ResultColumns => string.Join(',', Results);

    /// <summary>Gets the names of all columns, also of those that nothing reads.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>Reads the first line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="problems">Takes what is wrong.</param>
    /// <returns>The header, if nothing was wrong.</returns>
    public static CaseHeader? Read(string line, List<CaseProblem> problems)
    {
        var ranges = new Range[ColumnsMax];
        int count = CsvCells.Split(line, ranges);
        if (count is < 0 or > ColumnsMax)
        {
            problems.Add(new(1, "", $"at most {ColumnsMax} names of columns", "something else"));
            return null;
        }

        int[] cells = [.. Enumerable.Repeat(-1, Known.Length)];
        var names = ImmutableArray.CreateBuilder<string>();
        for (int cell = 0; cell < count; cell++)
        {
            int letter = ranges[cell].Start.Value + 1;
            string name = CsvCells.Text(line.AsSpan(ranges[cell])).ToString();
            if (names.Contains(name) && name.Length > 0)
            {
                problems.Add(new(letter, "", "every column once", $"'{name}' again"));
            }
            else if (Results.Contains(name))
            {
                problems.Add(new(letter, "", "a column of a case", $"the result '{name}'"));
            }
            else if (Known.IndexOf(name) is >= 0 and int known)
            {
                cells[known] = cell;
            }
            else if (Nearest.Of(name, Known) is { } nearest)
            {
                // A column that only resembles a known one would be left out silently.
                problems.Add(new(letter, "", "a known column", $"'{name}'", nearest));
            }

            names.Add(name);
        }

        if (cells.All(cell => cell < 0))
        {
            string found = line.Length == 0 ? "nothing" : $"'{line}'";
            problems.Add(new(1, "", $"columns such as {string.Join(',', Known[..4])}", found));
        }

        return problems.Count == 0 ? new CaseHeader(names.ToImmutable(), cells) : null;
    }

    /// <summary>Gets the name of a column.</summary>
    internal static string Name(CaseColumn column) => Known[(int)column];

    /// <summary>Gets the number of a column's cell; -1 if the file does not have it.</summary>
    internal int Cell(CaseColumn column) => _cells[(int)column];
}
