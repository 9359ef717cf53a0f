using System.Collections.Immutable;
using MigSim.Calibration.Cases;
using MigSim.Experiments.Input;

namespace MigSim.Calibration.Campaigns;

/// <summary>A raw file of comma-separated values with the names of its columns in the first line.</summary>
internal sealed class RawTable
{
    private const int ColumnsMax = 1024;
    private readonly string[] _names;

    private RawTable(string path, string[] names, ImmutableArray<string[]> rows)
    {
        Path = path;
        _names = names;
        Rows = rows;
    }

    public string Path { get; }

    public ImmutableArray<string[]> Rows { get; }

    public IEnumerable<string> Names => _names;

    /// <summary>Reads a file.</summary>
    /// <exception cref="InputException">It is no such file.</exception>
    public static RawTable Read(string path)
    {
        string[] lines = File.Exists(path)
            ? [.. File.ReadLines(path).Where(line => line.Length > 0)]
            : [];
        if (lines.Length < 2)
        {
            string found = File.Exists(path) ? "no rows" : "no such file";
            throw new InputException([new InputError(path, 0, 0, "a table of runs", found)]);
        }

        string[] names = Split(path, lines[0], 1);
        return new RawTable(
            path,
            names,
            [.. lines.Skip(1).Select((line, i) => Row(path, names, line, i + 2))]
        );
    }

    /// <summary>Gets the number of a column; -1 if there is no such.</summary>
    public int Find(string name) => Array.IndexOf(_names, name);

    private static string[] Row(string path, string[] names, string line, int number)
    {
        string[] cells = Split(path, line, number);
        if (cells.Length != names.Length)
        {
            throw new InputException([
                new InputError(path, number, 1, $"{names.Length} cells", $"{cells.Length}"),
            ]);
        }

        return cells;
    }

    private static string[] Split(string path, string line, int number)
    {
        var ranges = new Range[ColumnsMax];
        int count = CsvCells.Split(line, ranges);
        if (count is < 0 or > ColumnsMax)
        {
            const string expected = "cells between commas";
            throw new InputException([
                new InputError(path, number, 1, expected, "a quote that is not closed"),
            ]);
        }

        return [.. ranges[..count].Select(range => CsvCells.Text(line.AsSpan(range)).ToString())];
    }
}
