using MigSim.Calibration.Shadow;
using MigSim.Cli.Composition;
using MigSim.Cli.Shadow;
using MigSim.Experiments;
using MigSim.Experiments.Input;
using MigSim.Experiments.Reports;
using MigSim.Experiments.Scenarios;
using MigSim.Fakes;

namespace MigSim.Cli.Tests;

/// <summary>Runs of a lab that are predicted before; here a simulator plays the lab.</summary>
public sealed class ShadowTests : IDisposable
{
    private const string Total = "migration.x0.total_ms";
    private readonly TemporaryFolder _place = new();

    [Fact]
    public void Run_PredictWithoutALab_IsRefused()
    {
        using var program = new FakeProgram();
        Assert.Equal(2, program.Run("--predict"));
        Assert.Contains("--testbed FILE", Assert.Single(program.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public void Score_RunsOfALab_StandInTheBookAndNarrowTheNextPrediction()
    {
        string campaign = Campaign();
        Study study = Load();
        for (ulong seed = 1; seed <= 3; seed++)
        {
            RunReport report = RunPredicted(campaign, study, seed);
            MetricPrediction total = report.Predictions.Single(one => one.Metric == Total);
            Assert.Equal("20 simulations alone", total.Basis[..20]);
        }

        Assert.Equal(3, PredictionBook.Read(campaign).Count(error => error.Metric == Total));
        RunReport later = RunPredicted(campaign, study, 4);
        MetricPrediction told = later.Predictions.Single(one => one.Metric == Total);
        Assert.Equal("3 predictions of earlier runs", told.Basis);
        Assert.True(told.Covers(later.Metrics[Total]));
        Assert.Contains(
            ReportTables.Of(later),
            table => table.Title.StartsWith("Predicted before the run", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Find_ConstantsOfACampaign_FindsItAndItsFit()
    {
        string scenario = InCheckout("models/lab-migrations.yaml");
        Scenario point = ScenarioFile.Load(scenario, [], null).Points[0];
        var found = ShadowCampaign.Find(null, scenario, point);
        Assert.EndsWith(
            Path.Combine("calibration", "campaigns", "qemu-lab"),
            found.Folder,
            StringComparison.Ordinal
        );
        Assert.Contains("fit all", found.Calibration, StringComparison.Ordinal);
        var (errors, isRelative, basis) = found.History.Of("migration.x9.transferred_bytes");
        Assert.True(isRelative);
        Assert.True(errors.Length >= 5, basis);
        Assert.False(found.History.Of(Total).IsRelative);
    }

    [Fact]
    public void Find_CampaignThatIsGiven_TakesTheFitOfThatCampaign()
    {
        string given = InCheckout("calibration/campaigns/virtual-lab-quiet") + "/";
        Scenario point = ScenarioFile
            .Load(InCheckout("models/lab-migrations.yaml"), [], null)
            .Points[0];
        var found = ShadowCampaign.Find(given, "lab-migrations.yaml", point);
        Assert.Contains(
            "virtual-lab-quiet, fit agent",
            found.Calibration,
            StringComparison.Ordinal
        );
        Assert.True(found.History.Of(Total).Errors.Length >= 5);
    }

    public void Dispose() => _place.Dispose();

    private static RunReport RunPredicted(string campaign, Study study, ulong seed)
    {
        using var output = new StringWriter();
        CliEnvironment environment = SimulatedEnvironment.Create(output);
        var found = new ShadowCampaign(
            campaign,
            ErrorHistory.Of(Calibration.Campaigns.Campaign.Load(campaign), null),
            ""
        );
        var predictions = ShadowPredictions.Make(environment, found, study, default);
        predictions.Print(environment);
        Assert.Contains(PredictionBook.FileName, output.ToString(), StringComparison.Ordinal);
        using var lab = new ShadowBackend(new SimulatedBackend(), predictions);
        RunReport report = lab.Run(study.Points[0], seed, null, default).Report;
        predictions.PrintScore(environment);
        Assert.Contains("values are inside of their", output.ToString(), StringComparison.Ordinal);
        return report;
    }

    private static Study Load() =>
        ScenarioFile.Load(
            InCheckout("models/controlled-failure.yaml"),
            ["script=live-migrate", "failure.at=2s", "probe.count=800"],
            null
        );

    private string Campaign()
    {
        foreach (string name in (string[])["manifest.yaml", "raw/SHA256SUMS", "raw/matrix.csv"])
        {
            string path = _place[Path.Combine("campaign", name)];
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Copy(InCheckout(Path.Combine("calibration/campaigns/qemu-lab", name)), path);
        }

        string manifest = _place["campaign/manifest.yaml"];
        File.WriteAllText(
            manifest,
            File.ReadAllText(manifest)
                .Replace("../../", InCheckout("calibration") + "/", StringComparison.Ordinal)
        );
        return _place["campaign"];
    }

    private static string InCheckout(string path) => Path.Combine(MigSimProcess.Root, path);
}
