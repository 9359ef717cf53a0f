using System.Collections.Immutable;
using MigSim.Calibration.Cases;
using MigSim.Experiments.Input;

namespace MigSim.Calibration.Campaigns;

/// <summary>A raw file of comma-separated values with the names of its columns in the first line.</summary>
internal sealed class RawTable
{
    private const int ColumnsMax = 1024;
    private readonly string[] _names;

    private RawTable(string path, string[] names, ImmutableArray<(int Line, string[] Cells)> rows)
    {
        Path = path;
        _names = names;
        Rows = rows;
    }

    public string Path { get; }

    /// <summary>Gets the rows, each with the number of its line.</summary>
    public ImmutableArray<(int Line, string[] Cells)> Rows { get; }

    public IEnumerable<string> Names => _names;

    /// <summary>Reads a file.</summary>
    /// <exception cref="InputException">It is no such file.</exception>
    public static RawTable Read(string path)
    {
        (int Line, string Text)[] lines = File.Exists(path)
            ? [.. File.ReadLines(path).Index().Where(line => line.Item.Length > 0)]
            : [];
        if (lines.Length < 2)
        {
            string found =
                !File.Exists(path) ? "no such file"
                : lines.Length == 0 ? "an empty file"
                : "the names of its columns and no row";
            throw Wrong(path, 0, "a table of runs", found);
        }

        string[] names = Split(path, lines[0].Text, lines[0].Line + 1);
        string? twice = names.GroupBy(name => name).FirstOrDefault(same => same.Count() > 1)?.Key;
        return twice is null
            ? new RawTable(
                path,
                names,
                [.. lines.Skip(1).Select(line => Row(path, names, line.Text, line.Line + 1))]
            )
            : throw Wrong(path, lines[0].Line + 1, "every column once", $"'{twice}' again");
    }

    /// <summary>Gets the number of a column; -1 if there is no such.</summary>
    public int Find(string name) => Array.IndexOf(_names, name);

    private static (int Line, string[] Cells) Row(
        string path,
        string[] names,
        string line,
        int number
    )
    {
        string[] cells = Split(path, line, number);
        return cells.Length == names.Length
            ? (number, cells)
            : throw Wrong(path, number, $"{names.Length} cells", $"{cells.Length}");
    }

    private static string[] Split(string path, string line, int number)
    {
        var ranges = new Range[ColumnsMax];
        int count = CsvCells.Split(line, ranges);
        if (count is < 0 or > ColumnsMax)
        {
            throw Wrong(path, number, "cells between commas", "a quote that is not closed");
        }

        return [.. ranges[..count].Select(range => CsvCells.Text(line.AsSpan(range)).ToString())];
    }

    private static InputException Wrong(string path, int line, string expected, string found) =>
        new([new InputError(path, line, line > 0 ? 1 : 0, expected, found)]);
}
