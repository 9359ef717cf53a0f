using System.Text;
using MigSim.Experiments.Input;

namespace MigSim.Calibration.Campaigns;

/// <summary>
/// Takes measurements over into a campaign: tables as they are, and of run folders the files that programs and tools wrote, with
/// a table <c>runs.csv</c> of the metrics of all of them.
/// </summary>
public static class RunImport
{
    private const string Runs = "runs";
    private const string ReportName = "report.json";
    private const string TableName = "runs.csv";

    // Pictures and pages are made of these again.
    private static readonly string[] Kept =
    [
        ReportName,
        "events.jsonl",
        "probe.csv",
        "flows.csv",
        "load.csv",
    ];

    /// <summary>
    /// Imports tables and run folders. All are read and checked first; then the folder <c>raw</c> is filled beside its place and
    /// renamed, so that it has all of them or none. What is there already stays as it is.
    /// </summary>
    /// <param name="folder">The campaign's folder; it is made if need be.</param>
    /// <param name="sources">Run folders, folders above them, or tables.</param>
    /// <returns>How many files are new.</returns>
    /// <exception cref="InputException">A source is none, or another file has its name already.</exception>
    /// <exception cref="IOException">They cannot be written; nothing has changed.</exception>
    public static int Import(string folder, IReadOnlyList<string> sources)
    {
        string raw = Path.Combine(folder, "raw");
        RawFolder.Restore(raw);
        SortedDictionary<string, byte[]> before = Directory.Exists(raw)
            ? ReadRaw(raw)
            : new(StringComparer.Ordinal);
        var files = new SortedDictionary<string, byte[]>(before, StringComparer.Ordinal);
        var taken = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string source in sources)
        {
            foreach ((string name, byte[] bytes) in Read(source))
            {
                if (!taken.TryAdd(name, source))
                {
                    throw Wrong(
                        source,
                        "names that differ",
                        $"'{name}' again, as in {taken[name]}"
                    );
                }

                if (files.TryGetValue(name, out byte[]? old) && !old.AsSpan().SequenceEqual(bytes))
                {
                    string path = Path.Combine(raw, name);
                    throw Wrong(
                        path,
                        "raw files that never change",
                        $"another content in {source}"
                    );
                }

                files[name] = bytes;
            }
        }

        int added = files.Count - before.Count;
        RunTable table = RunTable.Of(
            files
                .Where(file => file.Key.StartsWith($"{Runs}/", StringComparison.Ordinal))
                .Where(file => file.Key.EndsWith($"/{ReportName}", StringComparison.Ordinal))
                .Select(file => (file.Key[(Runs.Length + 1)..^(ReportName.Length + 1)], file.Value))
        );
        if (table.Rows > 0)
        {
            files[TableName] = Encoding.UTF8.GetBytes(table.Text);
        }

        RawFolder.Write(raw, files);
        return added;
    }

    private static SortedDictionary<string, byte[]> ReadRaw(string raw)
    {
        RawFiles.Verify(raw);
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (string name in RawFiles.Names(raw))
        {
            files[name] = File.ReadAllBytes(Path.Combine(raw, name));
        }

        return files;
    }

    private static IEnumerable<(string Name, byte[] Bytes)> Read(string source)
    {
        if (File.Exists(source))
        {
            if (Path.GetFileName(source) is TableName or RawFiles.SumsName or Runs)
            {
                const string expected = $"a table that is not called {TableName}";
                throw Wrong(source, expected, "one that is: it is made of the imported runs");
            }

            RawTable.Read(source);
            return [(Path.GetFileName(source), File.ReadAllBytes(source))];
        }

        string[] runs = [.. RunsBelow(source)];
        string top = Path.GetFullPath(Path.Combine(source, ".."));
        return runs.Length > 0
            ? runs.SelectMany(run => ReadRun(Path.GetFullPath(run), top))
            : throw Wrong(
                source,
                "a run folder or a table",
                Directory.Exists(source) ? $"a folder without {ReportName}" : "no such file"
            );
    }

    private static IEnumerable<(string Name, byte[] Bytes)> ReadRun(string run, string top)
    {
        RunTable.Check(Path.Combine(run, ReportName));
        string logs = Path.Combine(run, "logs");
        IEnumerable<string> found = Kept.Select(name => Path.Combine(run, name))
            .Where(File.Exists)
            .Concat(
                Directory.Exists(logs)
                    ? Directory.EnumerateFiles(logs, "*", SearchOption.AllDirectories)
                    : []
            );
        foreach (string path in found.Order(StringComparer.Ordinal))
        {
            string name = Path.GetRelativePath(top, path).Replace('\\', '/');
            yield return ($"{Runs}/{name}", File.ReadAllBytes(path));
        }
    }

    // Runs that are still being written begin with a dot.
    private static IEnumerable<string> RunsBelow(string path) =>
        !Directory.Exists(path) ? []
        : File.Exists(Path.Combine(path, ReportName)) ? [path]
        : Directory
            .EnumerateDirectories(path)
            .Where(folder => !Path.GetFileName(folder).StartsWith('.'))
            .Order(StringComparer.Ordinal)
            .SelectMany(RunsBelow);

    private static InputException Wrong(string place, string expected, string found) =>
        new([new InputError(place, 0, 0, expected, found)]);
}
