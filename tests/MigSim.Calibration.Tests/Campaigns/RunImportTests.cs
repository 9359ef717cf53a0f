using MigSim.Calibration.Campaigns;
using MigSim.Experiments.Input;

namespace MigSim.Calibration.Tests.Campaigns;

/// <summary>Taking over what a lab wrote.</summary>
public sealed class RunImportTests
{
    private const string Report = """
        {
          "schemaVersion": 1,
          "manifest": { "scenario": "s", "point": "script=live-migrate,memory=128MiB", "testbed": "lab", "startedAt": "2026-01-01T00:00:00Z" },
          "metrics": { "migration.x0.total_ms": 1234.5, "migration.x0.rounds": null }
        }
        """;

    [Fact]
    public void Import_RunFolders_GiveATableOfTheirMetrics()
    {
        using var folder = new TemporaryCampaign();
        string runs = Path.Combine(folder.Folder, "runs");
        foreach (string name in (string[])["a", "b"])
        {
            string run = Path.Combine(runs, "point", name);
            Directory.CreateDirectory(run);
            File.WriteAllText(Path.Combine(run, "report.json"), Report);
        }

        Assert.Equal(2, RunImport.Import(folder.Folder, [runs]));
        string[] lines = File.ReadAllLines(Path.Combine(folder.Raw, "runs.csv"));
        Assert.Equal(
            "run,memory,migration.x0.rounds,migration.x0.total_ms,point,scenario,script,startedAt,testbed",
            lines[0]
        );
        Assert.StartsWith("runs/point/a,128MiB,,1234.5,", lines[1], StringComparison.Ordinal);
        Campaign.Load(folder.Folder);

        // The same again changes nothing.
        Assert.Equal(0, RunImport.Import(folder.Folder, [runs]));
    }

    [Fact]
    public void Import_AnotherFileOfTheSameName_ChangesNothing()
    {
        using var folder = new TemporaryCampaign();
        string other = Path.Combine(folder.Folder, "passes.csv");
        File.WriteAllText(other, "pass,sent,ms\na,1,1\n");
        var exception = Assert.Throws<InputException>(() =>
            RunImport.Import(folder.Folder, [other])
        );
        Assert.Contains("never change", exception.Message, StringComparison.Ordinal);
        Campaign.Load(folder.Folder);
    }

    [Fact]
    public void Import_FolderWithoutReports_IsAnError()
    {
        using var folder = new TemporaryCampaign();
        string empty = Directory.CreateDirectory(Path.Combine(folder.Folder, "empty")).FullName;
        Assert.Throws<InputException>(() => RunImport.Import(folder.Folder, [empty]));
    }
}
