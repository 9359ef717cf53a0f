using System.Collections.Immutable;
using MigSim.Experiments.Reports;

namespace MigSim.Cli.Output;

/// <summary>A table as plain text, for logs and pipes: as wide as it needs to be.</summary>
public static class PlainTable
{
    private const string Gap = "  ";

    /// <summary>Writes a table with its title.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="table">The table.</param>
    /// <param name="isNumber">Tells which columns are aligned to the right.</param>
    public static void Write(TextWriter writer, ReportTable table, Func<string, bool> isNumber)
    {
        int[] widths =
        [
            .. table.Columns.Select(
                (column, i) => table.Rows.Select(row => row[i].Length).Append(column.Length).Max()
            ),
        ];
        writer.WriteLine(table.Title);
        WriteRow(table.Columns);
        WriteRow([.. widths.Select(width => new string('-', width))]);
        foreach (ImmutableArray<string> row in table.Rows)
        {
            WriteRow(row);
        }

        writer.WriteLine();

        void WriteRow(ImmutableArray<string> cells) =>
            writer.WriteLine(
                string.Join(
                        Gap,
                        cells.Select(
                            (cell, i) =>
                                isNumber(table.Columns[i])
                                    ? cell.PadLeft(widths[i])
                                    : cell.PadRight(widths[i])
                        )
                    )
                    .TrimEnd()
            );
    }
}
