using MigSim.Calibration.Campaigns;
using MigSim.Fakes;

namespace MigSim.Cli.Tests;

/// <summary>The verbs of <c>migsim calibrate</c>.</summary>
public sealed class CalibrateTests : IDisposable
{
    private const string Manifest = CopyingCampaign.Manifest + CopyingCampaign.Plan;

    private readonly TemporaryFolder _place = new();

    [Fact]
    public void Fit_Campaign_PrintsWritesAndIsRepeatable()
    {
        Write(Manifest, "pass,sent,ms\na,30000,1802\nb,3000,185\nc,300,24\nd,100,10\n");
        using var program = new FakeProgram();
        Assert.Equal(0, program.Invoke("calibrate", "fit", _place[""], "--bootstraps", "5"));
        Assert.Contains(
            "2 parameters fitted to 4 values",
            program.Output,
            StringComparison.Ordinal
        );
        byte[] first = File.ReadAllBytes(_place["fits/copying.json"]);
        Assert.StartsWith(
            "<?xml",
            File.ReadAllText(_place["plots/copying.svg"]),
            StringComparison.Ordinal
        );
        Assert.Equal(0, program.Invoke("calibrate", "fit", _place[""], "--bootstraps", "5"));
        Assert.Equal(first, File.ReadAllBytes(_place["fits/copying.json"]));
    }

    [Fact]
    public void Fit_NameThatIsNone_NamesTheNearest()
    {
        Write(Manifest, "pass,sent,ms\na,30000,1802\nb,3000,185\nc,300,24\n");
        using var program = new FakeProgram();
        Assert.Equal(2, program.Invoke("calibrate", "fit", _place[""], "--fit", "coping"));
        Assert.Contains("did you mean 'copying'", program.Errors[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_TimeThatIsNone_IsAnError()
    {
        Write(Manifest, "pass,sent,ms\na,30000,1802\nb,3000,185\nc,300,24\n");
        using var program = new FakeProgram();
        Assert.Equal(2, program.Invoke("calibrate", "plan", _place[""], "--time", "soon"));
    }

    [Fact]
    public void Predict_CasesOutsideOfTheFit_AreWarnedOf()
    {
        string profile = _place["lab.yaml"];
        File.WriteAllText(
            profile,
            """
            engines:
              lab: { like: qemu }
            calibration:
              id: "a campaign"
              date: 2026-01-01
              range:
                bandwidth_bps: { from: 100000000, to: 1000000000 }
            """
        );
        string cases = _place["cases.csv"];
        File.WriteAllText(
            cases,
            "case,engine,ram_bytes,bandwidth_bps\na,lab,1e8,1e9\nb,lab,1e8,1e10\n"
        );
        using var program = new FakeProgram();
        Assert.Equal(0, program.Invoke("predict", cases, "--profile", profile));
        Assert.Equal(
            [
                "warning: 1 of 2 cases are outside of what was fitted: bandwidth_bps, fitted for 100 Mbit/s to 1000 Mbit/s (a campaign)",
            ],
            program.Errors
        );
    }

    public void Dispose() => _place.Dispose();

    private void Write(string manifest, string rows)
    {
        string raw = Directory.CreateDirectory(_place["raw"]).FullName;
        File.WriteAllText(_place["manifest.yaml"], manifest);
        File.WriteAllText(Path.Combine(raw, "passes.csv"), rows);
        File.WriteAllText(Path.Combine(raw, RawFiles.SumsName), RawFiles.Sums(raw));
    }
}
