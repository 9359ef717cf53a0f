using System.Collections.Immutable;
using MigSim.Experiments.Comparing;
using MigSim.Experiments.Input;
using MigSim.Experiments.Recording;
using MigSim.Experiments.Reports;
using MigSim.Measurement;
using MigSim.Provenance;

namespace MigSim.Reporting.Folders;

/// <summary>Finds the folders of runs, and reads them back.</summary>
public static class StoredRuns
{
    private const string Report = "report.json";
    private const string Events = "events.jsonl";

    /// <summary>Reads all runs under a name.</summary>
    /// <exception cref="InputException">There are none, or one of them cannot be read.</exception>
    public static RunSet ReadAll(string name) => new(name, [.. Find(name).Select(ReadResult)]);

    /// <summary>
    /// Finds the folders of runs under a name: a run's folder, a folder that holds such folders at any depth,
    /// or several of these, with <c>*</c> for any letters in the last part of the name.
    /// </summary>
    /// <exception cref="InputException">There are none.</exception>
    public static ImmutableArray<string> Find(string name)
    {
        string path = Path.GetFileName(name) == Report ? Path.GetDirectoryName(name)! : name;
        ImmutableArray<string> found =
        [
            .. Roots(path).SelectMany(RunsBelow).Order(StringComparer.Ordinal),
        ];
        return found.IsEmpty ? throw Wrong(name, WhyNone(path)) : found;
    }

    /// <summary>Reads the files of one run with its pictures.</summary>
    /// <exception cref="InputException">One of them is missing, or cannot be read.</exception>
    public static StoredRun Read(string path) =>
        new(
            ReadResult(path),
            [.. File.ReadLines(Path.Combine(path, Events))],
            Directory
                .EnumerateFiles(path, "*.png")
                .ToImmutableSortedDictionary(
                    file => Path.GetFileNameWithoutExtension(file),
                    File.ReadAllBytes,
                    StringComparer.Ordinal
                )
        );

    private static RunResult ReadResult(string path)
    {
        (RunReport report, ImmutableArray<Constant> constants) = Read(
            Path.Combine(path, Report),
            file =>
            {
                using FileStream stream = File.OpenRead(file);
                return ReportJsonReader.Read(stream);
            }
        );
        return new RunResult(
            report,
            ReadLines(Path.Combine(path, Events), EventLogReader.Read),
            ReadLines(Path.Combine(path, "probe.csv"), ProbeCsv.Read)
        )
        {
            Constants = constants,
        };
    }

    private static IEnumerable<string> Roots(string path)
    {
        string pattern = Path.GetFileName(path);
        if (!pattern.Contains('*', StringComparison.Ordinal))
        {
            return [path];
        }

        string parent = Path.GetDirectoryName(path) is { Length: > 0 } folder ? folder : ".";
        return Directory.Exists(parent) ? Directory.EnumerateDirectories(parent, pattern) : [];
    }

    // Runs that are still being written begin with a dot.
    private static IEnumerable<string> RunsBelow(string path) =>
        !Directory.Exists(path) ? []
        : File.Exists(Path.Combine(path, Report)) ? [path]
        : Directory
            .EnumerateDirectories(path)
            .Where(folder => !Path.GetFileName(folder).StartsWith('.'))
            .SelectMany(RunsBelow);

    private static string WhyNone(string path)
    {
        string failure = Path.Combine(path, "failure.txt");
        return File.Exists(failure)
                ? $"the run failed, and has no {Report}: {File.ReadLines(failure).FirstOrDefault()}"
            : Directory.Exists(path) ? $"holds no run: there is no {Report} in it or below"
            : File.Exists(path) ? "is a file; expected the folder of a run"
            : "there is no such folder";
    }

    private static T ReadLines<T>(string file, Func<TextReader, T> read) =>
        Read(
            file,
            path =>
            {
                using StreamReader reader = File.OpenText(path);
                return read(reader);
            }
        );

    private static T Read<T>(string file, Func<string, T> read)
    {
        try
        {
            return read(file);
        }
        catch (Exception e)
            when (e is FormatException or IOException or UnauthorizedAccessException)
        {
            throw Wrong(
                file,
                e is FileNotFoundException ? "the run's folder has no such file" : e.Message
            );
        }
    }

    private static InputException Wrong(string file, string problem) =>
        new([new InputError(file, 0, 0, "", "") { Problem = problem }]);
}
