using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using MigSim.Experiments.Running;
using MigSim.Experiments.Scenarios;
using MigSim.Reporting.Pages;
using MigSim.Reporting.Plots;

namespace MigSim.Reporting.Folders;

/// <summary>Where the runs of a study and their summary go.</summary>
/// <remarks>
/// Without an output folder of its own, a study goes to <c>runs/SCENARIO/</c> and each of its runs
/// to <c>POINT/TESTBED-SEED/</c> below. An output folder takes the place of <c>runs/SCENARIO/</c>
/// or, where there is a single run, is that run's folder itself.
/// </remarks>
public sealed class StudyFolder
{
    private readonly bool _isRun;

    /// <summary>Names the folders of a study.</summary>
    /// <param name="scenario">The scenario's name.</param>
    /// <param name="output">The folder asked for, or null for the usual place.</param>
    /// <param name="runCount">How many runs there will be.</param>
    public StudyFolder(string scenario, string? output, int runCount)
    {
        _isRun = output is not null && runCount == 1;
        Path = output ?? System.IO.Path.Combine("runs", FileName(scenario));
    }

    /// <summary>Gets the folder of the study; of the run, if that was asked for.</summary>
    public string Path { get; }

    /// <summary>Gets the folder of one run.</summary>
    public string RunPath(string point, string testbed, ulong seed) =>
        _isRun
            ? Path
            : System.IO.Path.Combine(
                Path,
                FileName(point),
                string.Create(CultureInfo.InvariantCulture, $"{FileName(testbed)}-{seed}")
            );

    /// <summary>Gets the journal of the runs that have ended.</summary>
    public string JournalPath => System.IO.Path.Combine(Path, "runs.jsonl");

    /// <summary>Gets the folder that holds the journals of shards.</summary>
    public string ShardsPath => System.IO.Path.Combine(Path, "shards");

    /// <summary>Gets the journals of all shards, in the order of their names.</summary>
    public ImmutableArray<string> ShardJournals =>
        Directory.Exists(ShardsPath)
            ?
            [
                .. Directory
                    .EnumerateFiles(ShardsPath, "*-of-*.jsonl")
                    .Order(StringComparer.Ordinal),
            ]
            : [];

    /// <summary>Gets the journal of a shard.</summary>
    public string ShardJournalPath(Shard shard) =>
        System.IO.Path.Combine(ShardsPath, $"{shard.FileName}.jsonl");

    /// <summary>Creates the folder that holds all others, and makes sure that it can be used.</summary>
    /// <exception cref="IOException">It cannot be used.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written to.</exception>
    public CreatedParents Prepare()
    {
        string full = System.IO.Path.GetFullPath(Path);
        if (_isRun)
        {
            StagedFolder.ThrowIfNotReplaceable(full);
        }

        string root = _isRun ? System.IO.Path.GetDirectoryName(full)! : full;
        CreatedParents parents = CreatedParents.Of(root);
        try
        {
            using StagedFolder trial = StagedFolder.Create(
                System.IO.Path.Combine(root, $".trial-{Environment.MachineName}")
            );
            return parents;
        }
        catch
        {
            parents.RemoveIfEmpty();
            throw;
        }
    }

    /// <summary>Writes <c>summary.csv</c>, <c>summary.json</c> and <c>summary.parquet</c>.</summary>
    public void WriteSummary(StudySummary summary)
    {
        StagedFile.Write(
            System.IO.Path.Combine(Path, "summary.json"),
            stream => SummaryJson.Write(stream, summary)
        );
        StagedFile.Write(
            System.IO.Path.Combine(Path, "summary.csv"),
            stream =>
            {
                using var writer = new StreamWriter(stream, new UTF8Encoding(false));
                SummaryCsv.Write(writer, summary);
            }
        );
        StagedFile.Write(
            System.IO.Path.Combine(Path, "summary.parquet"),
            stream => SummaryParquet.Write(stream, summary)
        );
    }

    /// <summary>
    /// Writes the pictures that a study asks for, those of its findings and one of all its points, and <c>report.html</c>.
    /// </summary>
    /// <param name="study">The study.</param>
    /// <param name="summary">What was found.</param>
    /// <param name="firsts">The first run of each point, for the picture of all points.</param>
    public void WritePage(Study study, StudySummary summary, IReadOnlyList<FirstRun> firsts)
    {
        List<NamedPicture> pictures = [.. StudyPictures.Of(study, summary)];
        if (OverviewPicture.Of(summary, firsts) is { } overview)
        {
            pictures.Add(overview);
        }

        StudyPictures.Save(Path, pictures);
        StagedFile.Write(
            System.IO.Path.Combine(Path, "report.html"),
            stream =>
            {
                using var writer = new StreamWriter(stream, new UTF8Encoding(false));
                writer.Write(StudyPage.Of(study, summary, pictures));
            }
        );
    }

    /// <summary>Replaces what would be taken for a folder in between, or for several.</summary>
    public static string FileName(string name)
    {
        string safe = name.Replace('/', '-')
            .Replace('\\', '-')
            .Replace('\0', '-')
            .Replace('*', '-');
        return safe is "" or "." or ".." ? "_" : safe;
    }
}
