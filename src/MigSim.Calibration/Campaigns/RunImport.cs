using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using MigSim.Experiments.Input;

namespace MigSim.Calibration.Campaigns;

/// <summary>
/// Takes measurements over into a campaign: tables as they are, and run folders as their <c>report.json</c> with a table
/// <c>runs.csv</c> of the metrics of all of them.
/// </summary>
public static class RunImport
{
    private const string Reports = "reports";
    private const string ReportName = "report.json";
    private const string TableName = "runs.csv";

    /// <summary>Imports tables and run folders; what is there already stays as it is.</summary>
    /// <param name="folder">The campaign's folder; it is made if need be.</param>
    /// <param name="sources">Run folders, folders above them, or tables.</param>
    /// <returns>How many files are new.</returns>
    /// <exception cref="InputException">A source is none, or another file has its name already.</exception>
    public static int Import(string folder, IReadOnlyList<string> sources)
    {
        string raw = Path.Combine(folder, "raw");
        if (File.Exists(Path.Combine(raw, RawFiles.SumsName)))
        {
            RawFiles.Verify(raw);
        }

        // All of them are read before anything is written.
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (string source in sources)
        {
            foreach ((string name, byte[] bytes) in Read(source))
            {
                if (!files.TryAdd(name, bytes))
                {
                    throw Wrong(source, "names that differ", $"'{name}' again");
                }
            }
        }

        foreach ((string name, byte[] bytes) in files)
        {
            string path = Path.Combine(raw, name);
            if (File.Exists(path) && !File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes))
            {
                throw Wrong(path, "raw files that never change", "another content");
            }
        }

        int added = files.Count(file => !File.Exists(Path.Combine(raw, file.Key)));
        foreach ((string name, byte[] bytes) in files)
        {
            string path = Path.Combine(raw, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, bytes);
        }

        string reports = Path.Combine(raw, Reports);
        if (Directory.Exists(reports))
        {
            File.WriteAllText(Path.Combine(raw, TableName), Table(reports));
        }

        File.WriteAllText(Path.Combine(raw, RawFiles.SumsName), RawFiles.Sums(raw));
        return added;
    }

    private static IEnumerable<(string Name, byte[] Bytes)> Read(string source)
    {
        if (File.Exists(source))
        {
            if (Path.GetFileName(source) is TableName or RawFiles.SumsName)
            {
                throw Wrong(source, $"a table that is not called {TableName}", "one");
            }

            RawTable.Read(source);
            yield return (Path.GetFileName(source), File.ReadAllBytes(source));
            yield break;
        }

        string[] found = Directory.Exists(source)
            ? Directory.GetFiles(source, ReportName, SearchOption.AllDirectories)
            : [];
        if (found.Length == 0)
        {
            throw Wrong(source, "a run folder or a table", "neither");
        }

        string top = Path.GetFullPath(Path.Combine(source, ".."));
        foreach (string path in found.Order(StringComparer.Ordinal))
        {
            string name = Path.GetRelativePath(top, Path.GetDirectoryName(Path.GetFullPath(path))!);
            yield return ($"{Reports}/{name.Replace('\\', '/')}.json", File.ReadAllBytes(path));
        }
    }

    private static string Table(string reports)
    {
        (string Run, ImmutableSortedDictionary<string, string> Cells)[] rows =
        [
            .. Directory
                .EnumerateFiles(reports, "*.json", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .Select(path =>
                    (Path.GetRelativePath(reports, path)[..^".json".Length], Cells(path))
                ),
        ];
        string[] columns =
        [
            .. rows.SelectMany(row => row.Cells.Keys).Distinct().Order(StringComparer.Ordinal),
        ];
        var text = new StringBuilder();
        text.Append("run,").AppendJoin(',', columns.Select(Quoted)).Append('\n');
        foreach (var row in rows)
        {
            text.Append(Quoted(row.Run))
                .Append(',')
                .AppendJoin(
                    ',',
                    columns.Select(name => Quoted(row.Cells.GetValueOrDefault(name, "")))
                )
                .Append('\n');
        }

        return text.ToString();
    }

    private static ImmutableSortedDictionary<string, string> Cells(string path)
    {
        var cells = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        try
        {
            using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(path));
            JsonElement manifest = json.RootElement.GetProperty("manifest");
            foreach (string name in (string[])["scenario", "point", "testbed", "startedAt"])
            {
                cells[name] = manifest.GetProperty(name).GetString() ?? "";
            }

            // The values of the axes are columns of their own.
            foreach (string[] axis in cells["point"].Split(',').Select(part => part.Split('=')))
            {
                if (axis.Length == 2)
                {
                    cells[axis[0]] = axis[1];
                }
            }

            foreach (
                JsonProperty metric in json.RootElement.GetProperty("metrics").EnumerateObject()
            )
            {
                cells[metric.Name] =
                    metric.Value.ValueKind == JsonValueKind.Number
                        ? metric.Value.GetDouble().ToString("R", CultureInfo.InvariantCulture)
                        : "";
            }
        }
        catch (Exception exception)
            when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw Wrong(path, "a report of a run", exception.Message);
        }

        return cells.ToImmutable();
    }

    private static string Quoted(string text) =>
        text.AsSpan().ContainsAny(",\"") ? $"\"{text.Replace("\"", "\"\"")}\"" : text;

    private static InputException Wrong(string place, string expected, string found) =>
        new([new InputError(place, 0, 0, expected, found)]);
}
