using System.Globalization;
using MigSim.Calibration.Campaigns;
using MigSim.Experiments.Input;

namespace MigSim.Calibration.Tests.Campaigns;

/// <summary>Taking over what a lab wrote.</summary>
public sealed class RunImportTests : IDisposable
{
    private readonly TemporaryCampaign _campaign = new();

    [Fact]
    public void Import_RunFolders_KeepsWhatProgramsWroteAndMakesATable()
    {
        string runs = Runs("a", "b");
        Assert.Equal(8, RunImport.Import(_campaign.Folder, [runs]));
        string[] lines = File.ReadAllLines(Raw("runs.csv"));
        Assert.Equal(
            "run,memory,migration.x0.rounds,migration.x0.total_ms,point,scenario,script,seed,startedAt,testbed",
            lines[0]
        );
        Assert.StartsWith("runs/point/a,128MiB,,1234.5,", lines[1], StringComparison.Ordinal);
        string[] kept = ["events.jsonl", "logs/node0/ha-log", "probe.csv", "report.json"];
        Assert.All(
            kept,
            name =>
                Assert.Equal(
                    File.ReadAllBytes(Path.Combine(runs, "point/a", name)),
                    File.ReadAllBytes(Raw($"runs/runs/point/a/{name}"))
                )
        );
        Assert.False(File.Exists(Raw("runs/runs/point/a/rtt.png")));
        Campaign.Load(_campaign.Folder);

        // The same again changes nothing.
        SortedDictionary<string, string> before = State();
        Assert.Equal(0, RunImport.Import(_campaign.Folder, [runs]));
        Assert.Equal(before, State());
    }

    [Fact]
    public void Import_FurtherRuns_AreAddedToTheTable()
    {
        RunImport.Import(_campaign.Folder, [Path.Combine(Runs("a"), "point/a")]);
        RunImport.Import(_campaign.Folder, [Path.Combine(Runs("b"), "point/b")]);
        Assert.Equal(3, File.ReadAllLines(Raw("runs.csv")).Length);
        Campaign.Load(_campaign.Folder);
    }

    [Fact]
    public void Import_IntoAFolderThatIsNotThere_MakesIt()
    {
        string table = Table("more.csv", "a\n1\n");
        string fresh = Path.Combine(_campaign.Folder, "fresh");
        Assert.Equal(1, RunImport.Import(fresh, [table]));
        RawFiles.Verify(Path.Combine(fresh, "raw"));
    }

    [Theory]
    [InlineData("passes.csv", "pass,sent,ms\na,1,1\n", "raw files that never change")]
    [InlineData("runs.csv", "run\na\n", "a table that is not called runs.csv")]
    [InlineData("empty.csv", "", "expected a table of runs, found an empty file")]
    [InlineData("names.csv", "a,b\n", "the names of its columns and no row")]
    [InlineData("short.csv", "a,b\n1\n", "short.csv:2:1: expected 2 cells, found 1")]
    [InlineData("twice.csv", "a,a\n1,1\n", "twice.csv:1:1: expected every column once, found 'a'")]
    [InlineData("open.csv", "a,b\n\"1,2\n", "a quote that is not closed")]
    public void Import_TableThatWillNotDo_SaysSoAndChangesNothing(
        string name,
        string text,
        string expected
    ) => AssertRefused(expected, Runs("a"), Table(name, text));

    [Fact]
    public void Import_TwoFilesOfOneName_AreAnError()
    {
        string other = Directory.CreateDirectory(InFolder("other")).FullName;
        File.WriteAllText(Path.Combine(other, "more.csv"), "a\n2\n");
        AssertRefused(
            "names that differ, found 'more.csv' again",
            Table("more.csv", "a\n1\n"),
            Path.Combine(other, "more.csv")
        );
    }

    [Theory]
    [InlineData("1234.5", "NaN")]
    [InlineData("1234.5", "1e999")]
    [InlineData("\"schemaVersion\": 1", "\"schemaVersion\": 2")]
    [InlineData("\"seed\": 2", "\"sed\": 2")]
    [InlineData("\"seed\": 2", "\"seed\": 2, \"interrupted\": true")]
    public void Import_ReportThatWillNotDo_NamesItAndChangesNothing(string right, string wrong)
    {
        string runs = Runs("a", "b");
        string report = Path.Combine(runs, "point/b/report.json");
        File.WriteAllText(
            report,
            File.ReadAllText(report).Replace(right, wrong, StringComparison.Ordinal)
        );
        AssertRefused(report, runs);
    }

    [Fact]
    public void Import_FolderWithoutReports_IsAnError() =>
        AssertRefused(
            "a folder without report.json",
            Directory.CreateDirectory(InFolder("empty")).FullName
        );

    [Fact]
    public void Import_RunThatIsStillBeingWritten_IsPassedOver()
    {
        string runs = Runs("a", ".b.new-1");
        RunImport.Import(_campaign.Folder, [runs]);
        Assert.Equal(2, File.ReadAllLines(Raw("runs.csv")).Length);
    }

    [Fact]
    public void Import_RawFilesThatChanged_ChangesNothing()
    {
        File.AppendAllText(Raw("passes.csv"), "e,1,1\n");
        AssertRefused("its checksum differs", Runs("a"));
    }

    [Fact]
    public void Import_CannotBeWrittenHalfWay_LeavesTheCampaignAsItWas()
    {
        // A folder and a file of the same name: the second one cannot be written.
        string runs = Runs("a");
        File.WriteAllText(Path.Combine(runs, "point/a/logs/node0/log"), "a");
        RunImport.Import(_campaign.Folder, [runs]);
        File.Delete(Path.Combine(runs, "point/a/logs/node0/log"));
        Directory.CreateDirectory(Path.Combine(runs, "point/a/logs/node0/log"));
        File.WriteAllText(Path.Combine(runs, "point/a/logs/node0/log/more"), "b");
        SortedDictionary<string, string> before = State();

        Assert.ThrowsAny<IOException>(() => RunImport.Import(_campaign.Folder, [runs]));
        Assert.Equal(before, State());
    }

    [Fact]
    public void Load_AfterAnImportThatWasKilledBetweenItsRenames_FindsTheOldFiles()
    {
        SortedDictionary<string, string> before = State();
        Directory.Move(_campaign.Raw, InFolder(".raw.old"));
        Directory.CreateDirectory(InFolder(".raw.new"));
        File.WriteAllText(InFolder(".raw.new/half.csv"), "a");

        Campaign.Load(_campaign.Folder);
        Assert.Equal(before[Raw("passes.csv")], State()[Raw("passes.csv")]);

        // And the next import starts anew.
        RunImport.Import(_campaign.Folder, [Table("more.csv", "a\n1\n")]);
        Assert.False(Directory.Exists(InFolder(".raw.new")));
        Assert.False(File.Exists(Raw("half.csv")));
    }

    public void Dispose() => _campaign.Dispose();

    private void AssertRefused(string expected, params string[] sources)
    {
        SortedDictionary<string, string> before = State();
        var exception = Assert.Throws<InputException>(() =>
            RunImport.Import(_campaign.Folder, sources)
        );
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, State());
    }

    private SortedDictionary<string, string> State() =>
        new(
            Directory
                .EnumerateFiles(_campaign.Folder, "*", SearchOption.AllDirectories)
                .ToDictionary(path => path, File.ReadAllText),
            StringComparer.Ordinal
        );

    private string InFolder(string name) => Path.Combine(_campaign.Folder, name);

    private string Raw(string name) => Path.Combine(_campaign.Raw, name);

    private string Table(string name, string text)
    {
        string folder = Directory.CreateDirectory(InFolder("tables")).FullName;
        File.WriteAllText(Path.Combine(folder, name), text);
        return Path.Combine(folder, name);
    }

    private string Runs(params string[] names)
    {
        string runs = InFolder("runs");
        for (int i = 0; i < names.Length; i++)
        {
            string run = Path.Combine(runs, "point", names[i]);
            Directory.CreateDirectory(Path.Combine(run, "logs/node0"));
            File.WriteAllText(Path.Combine(run, "report.json"), Report(i + 1));
            File.WriteAllText(Path.Combine(run, "events.jsonl"), "");
            File.WriteAllText(Path.Combine(run, "probe.csv"), "seq,sent_s,rtt_ms\n");
            File.WriteAllText(Path.Combine(run, "rtt.png"), "");
            File.WriteAllText(Path.Combine(run, "logs/node0/ha-log"), names[i]);
        }

        return runs;
    }

    private static string Report(int seed) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            {
              "schemaVersion": 1,
              "manifest": {
                "scenario": "s", "point": "script=live-migrate,memory=128MiB", "testbed": "lab", "seed": {{seed}},
                "version": "0.1.0", "commit": "", "overrides": [], "inputs": {}, "tools": {}, "traceHash": null,
                "startedAt": "2026-01-01T00:00:00Z"
              },
              "metrics": { "migration.x0.total_ms": 1234.5, "migration.x0.rounds": null },
              "tables": [],
              "checks": [],
              "constants": []
            }
            """
        );
}
