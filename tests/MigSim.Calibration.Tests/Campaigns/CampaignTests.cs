using MigSim.Calibration.Campaigns;
using MigSim.Experiments.Input;

namespace MigSim.Calibration.Tests.Campaigns;

/// <summary>What may be wrong with a campaign, and is said.</summary>
public sealed class CampaignTests
{
    public static TheoryData<string> Folders =>
        [
            .. Directory
                .EnumerateDirectories(Path.Combine(Reference.Root, "calibration", "campaigns"))
                .Select(path => Path.GetFileName(path)!)
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Folders))]
    public void Load_CampaignOfTheRepository_HasRunsAndFits(string name)
    {
        var campaign = Campaign.Load(
            Path.Combine(Reference.Root, "calibration", "campaigns", name)
        );
        Assert.All(campaign.Data, data => Assert.NotEmpty(data.Runs));
        Assert.NotEmpty(campaign.Fits);
        Assert.All(
            campaign.Fits,
            fit =>
                Assert.True(
                    File.Exists(Path.Combine(campaign.FitsFolder, $"{fit.Name}.json")),
                    fit.Name
                )
        );
    }

    [Fact]
    public void Load_QemuLab_HasTheInputsOfTheSuite()
    {
        var campaign = Campaign.Load(
            Path.Combine(Reference.Root, "calibration", "campaigns", "qemu-lab")
        );
        CampaignRun run = campaign.Data[0].Runs.Single(one => one.Name == "m-1gbit-r60-w8-m128-1");
        Assert.Equal("14648.4375", run.Inputs["dirty_rate_pages_per_s"]);
        Assert.Equal("2048", run.Inputs["working_set_pages"]);
        Assert.Equal("956406869", run.Inputs["bandwidth_bps"]);
        Assert.Equal(1051, run.Metrics["total_ms"]);
        Assert.Equal(12, campaign.Data[0].Runs.Count(one => !one.Completes));
    }

    [Fact]
    public void Load_RawFileThatChanged_IsAnError()
    {
        using var folder = new TemporaryCampaign();
        File.AppendAllText(Path.Combine(folder.Raw, "passes.csv"), "e,1,1\n");
        Assert.Contains("its checksum differs", Mistake(folder), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_RawFileThatWasAddedOrLost_IsAnError()
    {
        using var folder = new TemporaryCampaign();
        string added = Path.Combine(folder.Raw, "more.csv");
        File.WriteAllText(added, "a\n1\n");
        Assert.Contains("without a line", Mistake(folder), StringComparison.Ordinal);
        File.Delete(added);
        File.Delete(Path.Combine(folder.Raw, "passes.csv"));
        Assert.Contains("no such file", Mistake(folder), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("column: ms, unit: ms", "column: ms", "the unit of duration_ms")]
    [InlineData("column: ms, unit: ms", "column: ms, unit: parsec", "'parsec'")]
    [InlineData("column: ms, unit: ms", "column: ms, unit: MB", "a unit like ms")]
    [InlineData("column: ms, unit: ms", "column: mss, unit: ms", "did you mean 'ms'")]
    [InlineData("from: 100 Mbit/s", "from: 100", "a unit like Mbit/s")]
    [InlineData("from: 100 Mbit/s", "from: 1000 Mbit/s", "'from', 1000 Mbit/s, found '900 Mbit/s'")]
    [InlineData("from: 0, to: 50 ms", "from: 0, to: NaN ms", "a bound with its unit")]
    [InlineData("from: 0, to: 50 ms", "from: 0", "a bound with its unit")]
    [InlineData("column: sent", "colum: sent", "did you mean 'column'")]
    [InlineData("source: made", "sorce: made", "did you mean 'source'")]
    [InlineData("    law: pass", "    data: pases\n    law: pass", "did you mean 'passes'")]
    [InlineData("duration_ms: { scatter", "durations_ms: { scatter", "did you mean 'duration_ms'")]
    [InlineData("    law: pass", "    fitted: fast\n    law: pass", "groups of passes")]
    [InlineData("    law: pass", "    held_back: fast\n    law: pass", "groups of passes")]
    [InlineData("file: passes.csv", "file: passe.csv", "no such file")]
    [InlineData("scatter: relative", "scatter: wild", "relative, absolute")]
    [InlineData("model: law", "model: magic", "migration, law, scenario")]
    public void Load_ManifestWithAMistake_NamesIt(string right, string wrong, string expected)
    {
        string manifest = TemporaryCampaign.Manifest.Replace(
            right,
            wrong,
            StringComparison.Ordinal
        );
        using var folder = new TemporaryCampaign(manifest);
        Assert.Contains(expected, Mistake(folder), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("inf")]
    [InlineData("fast")]
    public void Load_CellThatIsNoNumber_IsAnError(string cell)
    {
        using var folder = new TemporaryCampaign(
            rows: TemporaryCampaign.Rows.Replace("1802", cell, StringComparison.Ordinal)
        );
        string mistake = Mistake(folder);
        Assert.Contains("passes.csv:2", mistake, StringComparison.Ordinal);
        Assert.Contains(cell, mistake, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_ManifestWithTwoMistakes_NamesTheLineOfEach()
    {
        using var folder = new TemporaryCampaign(
            TemporaryCampaign
                .Manifest.Replace("{ scatter: relative }", "{ scatter: wild }")
                .Replace("to: 900 Mbit/s", "to: 9 Mbit/s")
        );
        string[] mistakes = Mistake(folder).Split('\n');
        Assert.Equal(2, mistakes.Length);
        Assert.Contains("manifest.yaml:16:", mistakes[0], StringComparison.Ordinal);
        Assert.Contains("manifest.yaml:18:", mistakes[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Load_RunThatIsThereTwice_NamesBothLines()
    {
        // An empty line counts.
        using var folder = new TemporaryCampaign(
            rows: TemporaryCampaign.Rows.Replace("\nd,", "\n\na,", StringComparison.Ordinal)
        );
        string mistake = Mistake(folder);
        Assert.Contains("passes.csv:6:1", mistake, StringComparison.Ordinal);
        Assert.Contains("'a' again, as in line 2", mistake, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "an empty file")]
    [InlineData("pass,sent,ms\n", "no row")]
    [InlineData("pass,sent,ms,ms\na,1,1,1\n", "every column once")]
    public void Load_TableWithoutRows_IsAnError(string rows, string expected)
    {
        using var folder = new TemporaryCampaign(rows: rows);
        Assert.Contains(expected, Mistake(folder), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_SeveralDataAndAFitThatNamesNone_IsAnError()
    {
        string manifest = TemporaryCampaign.Manifest;
        int data = manifest.IndexOf("  passes:", StringComparison.Ordinal);
        int fits = manifest.IndexOf("fits:", StringComparison.Ordinal);
        string again = manifest[data..fits].Replace("passes:", "others:");
        using var folder = new TemporaryCampaign(manifest.Insert(fits, again));
        Assert.Contains(
            "expected one of passes, others, found none",
            Mistake(folder),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Load_EmptyCell_IsNotMeasured()
    {
        using var folder = new TemporaryCampaign(
            rows: TemporaryCampaign.Rows.Replace("1802", "", StringComparison.Ordinal)
        );
        Assert.Null(Campaign.Load(folder.Folder).Data[0].Runs[0].Metrics["duration_ms"]);
    }

    private static string Mistake(TemporaryCampaign folder) =>
        Assert.Throws<InputException>(() => Campaign.Load(folder.Folder)).Message;
}
