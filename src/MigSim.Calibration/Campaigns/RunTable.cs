using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using MigSim.Experiments.Input;
using MigSim.Experiments.Reports;

namespace MigSim.Calibration.Campaigns;

/// <summary>The metrics of imported runs as a table: one run a row, one metric or axis a column.</summary>
/// <param name="Rows">How many runs there are.</param>
/// <param name="Text">The table as comma-separated values.</param>
internal sealed record RunTable(int Rows, string Text)
{
    /// <summary>Makes the table of some runs, whose reports were checked.</summary>
    public static RunTable Of(IEnumerable<(string Run, byte[] Report)> runs)
    {
        (string Run, ImmutableSortedDictionary<string, string> Cells)[] rows =
        [
            .. runs.Select(run => (run.Run, Cells(Read(run.Run, new MemoryStream(run.Report))))),
        ];
        string[] columns =
        [
            .. rows.SelectMany(row => row.Cells.Keys).Distinct().Order(StringComparer.Ordinal),
        ];
        var text = new StringBuilder();
        text.Append("run,").AppendJoin(',', columns.Select(CsvText.Quoted)).Append('\n');
        foreach (var row in rows)
        {
            text.Append(CsvText.Quoted(row.Run))
                .Append(',')
                .AppendJoin(
                    ',',
                    columns.Select(name => CsvText.Quoted(row.Cells.GetValueOrDefault(name, "")))
                )
                .Append('\n');
        }

        return new RunTable(rows.Length, text.ToString());
    }

    /// <summary>Checks the report of a run.</summary>
    /// <exception cref="InputException">It cannot be read, or the run was interrupted.</exception>
    public static void Check(string path)
    {
        using FileStream stream = File.OpenRead(path);
        if (Read(path, stream).Manifest.IsInterrupted)
        {
            throw Wrong(path, "a run that came to its end", "one that was interrupted");
        }
    }

    private static RunReport Read(string place, Stream stream)
    {
        try
        {
            return ReportJsonReader.Read(stream).Report;
        }
        catch (FormatException exception)
        {
            throw Wrong(place, "the report of a run", exception.Message);
        }
    }

    private static ImmutableSortedDictionary<string, string> Cells(RunReport report)
    {
        var cells = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        RunManifest manifest = report.Manifest;

        // The values of the axes are columns of their own.
        foreach (string[] axis in manifest.Point.Split(',').Select(part => part.Split('=')))
        {
            if (axis.Length == 2)
            {
                cells[axis[0]] = axis[1];
            }
        }

        cells["scenario"] = manifest.Scenario;
        cells["point"] = manifest.Point;
        cells["testbed"] = manifest.Testbed;
        cells["seed"] = manifest.Seed.ToString(CultureInfo.InvariantCulture);
        cells["startedAt"] = manifest.StartedAt.ToString("O", CultureInfo.InvariantCulture);
        foreach ((string name, double? value) in report.Metrics)
        {
            cells[name] = value?.ToString("R", CultureInfo.InvariantCulture) ?? "";
        }

        return cells.ToImmutable();
    }

    private static InputException Wrong(string place, string expected, string found) =>
        new([new InputError(place, 0, 0, expected, found)]);
}
