using MigSim.Experiments.Reports;

namespace MigSim.Cli.Output;

/// <summary>Which columns of a table a terminal has room for.</summary>
internal static class ShownColumns
{
    /// <summary>What a cell takes beside its text, and a table beside its cells.</summary>
    private const int Frame = 3;

    /// <summary>A cell with words is not made narrower than this in favour of a column.</summary>
    private const int WordsMin = 20;

    private static readonly string[] s_dispensable = ["name", "difference", "within"];

    /// <summary>Chooses the columns, those that the others imply going first.</summary>
    /// <param name="table">The table.</param>
    /// <param name="width">The letters that a line of the terminal holds.</param>
    /// <param name="isNarrow">Whether the names of the metrics are left out in any case.</param>
    public static int[] Of(ReportTable table, int width, bool isNarrow)
    {
        List<int> shown = [.. Enumerable.Range(0, table.Columns.Length)];
        foreach (string column in s_dispensable)
        {
            if ((isNarrow && column == "name") || Width(table, shown) > width)
            {
                shown.RemoveAll(i => table.Columns[i] == column);
            }
        }

        return [.. shown];
    }

    /// <summary>Tells whether the cells of a column may take several lines.</summary>
    public static bool MayWrap(string column) => column is "metric" or "verdict";

    private static int Width(ReportTable table, IEnumerable<int> columns) =>
        1 + columns.Sum(i => Frame + Width(table, i));

    private static int Width(ReportTable table, int column)
    {
        int width = table
            .Rows.Select(row => row[column].Length)
            .Append(table.Columns[column].Length)
            .Max();
        return MayWrap(table.Columns[column]) ? Math.Min(width, WordsMin) : width;
    }
}
