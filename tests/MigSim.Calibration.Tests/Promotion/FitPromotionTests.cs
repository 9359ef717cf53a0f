using System.Text;
using System.Text.RegularExpressions;
using MigSim.Calibration.Campaigns;
using MigSim.Calibration.Fitting;
using MigSim.Calibration.Profiles;
using MigSim.Calibration.Promotion;
using MigSim.Experiments.Calibrations;
using MigSim.Experiments.Input;
using MigSim.Experiments.Input.Constants;
using MigSim.Provenance;

namespace MigSim.Calibration.Tests.Promotion;

/// <summary>Bringing a fit into use.</summary>
public sealed class FitPromotionTests
{
    private static readonly Campaign Lab = Campaign.Load(
        Path.Combine(Reference.Root, "calibration", "campaigns", "qemu-lab")
    );

    private static readonly string Profile = Reference.Path("qemu-lab.yaml");

    [Fact]
    public void Write_FitOfTheLab_ChangesItsConstantsAndSaysWhereFrom()
    {
        string text = Promote("all");
        string folder = Directory.CreateTempSubdirectory("migsim-profile-").FullName;
        try
        {
            string path = Path.Combine(folder, "lab.yaml");
            File.WriteAllText(path, text);
            var profile = PredictionProfile.Load(path);
            Constant rate = profile.Constants.Single(one => one.Name == Fitting.Synthetic.CopyRate);
            Assert.Equal(Origin.Fitted, rate.Origin);
            Assert.StartsWith(
                "calibration/campaigns/qemu-lab, fit all, sha256:",
                rate.Source,
                StringComparison.Ordinal
            );
            Assert.EndsWith(", 2026-02-03", rate.Source, StringComparison.Ordinal);
            Assert.Contains("# Nothing of this one is fitted.", text, StringComparison.Ordinal);
            CalibrationStamp stamp = profile.Stamp!;
            Assert.Equal("2026-02-03", stamp.Date);
            Assert.Equal(95640686.9, stamp.Range.Numbers["bandwidth_bps"].Least, 0.1);
            Assert.Single(
                stamp.Range.Outside(new Dictionary<string, string> { ["bandwidth_bps"] = "1e10" })
            );

            // The same again is the same.
            Assert.Equal(text, Promote("all", path, text));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Write_ParameterThatIsNotDetermined_IsAnError() =>
        Assert.Contains(
            "copy_rate, which they do not",
            Assert.Throws<InputException>(() => Promote("slow-rows")).Message,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("""{ "data": "sha256:00" }""", "fit again")]
    [InlineData("{ }", "a fit as 'migsim calibrate fit' writes it")]
    [InlineData("no fit", "a fit as 'migsim calibrate fit' writes it")]
    public void Write_FileThatIsNoFitToTheseRuns_IsAnError(string text, string expected)
    {
        byte[] fit = Encoding.UTF8.GetBytes(text);
        string mistake = Assert
            .Throws<InputException>(() =>
                FitPromotion.Write(
                    Lab,
                    Lab.Fits[0],
                    fit,
                    Profile,
                    File.ReadAllText(Profile),
                    "2026-02-03",
                    []
                )
            )
            .Message;
        Assert.Contains(expected, mistake, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("engines.qemu.pages", "found none; did you mean 'engines.qemu.page'?")]
    [InlineData("engines.qemu", "found a mapping")]
    [InlineData("description", "found 'QEMU")]
    public void WithFitted_ConstantThatIsNotThere_NamesTheNearest(string name, string expected) =>
        Assert.Contains(
            expected,
            Assert
                .Throws<InputException>(() =>
                    ConstantText.WithFitted(
                        Profile,
                        File.ReadAllText(Profile),
                        new Dictionary<string, string> { [name] = "1" },
                        "nowhere"
                    )
                )
                .Message,
            StringComparison.Ordinal
        );

    // The constants of the paper's tables came into their files in this way.
    [Theory]
    [InlineData("page-walks")]
    [InlineData("processor")]
    [InlineData("round-trips")]
    public void Write_FitOfThePaper_IsWhatItsFileHas(string name)
    {
        var paper = Campaign.Load(
            Path.Combine(Reference.Root, "calibration", "campaigns", "paper-tables")
        );
        FitPlan plan = paper.Fits.Single(fit => fit.Name == name);
        string path = Path.Combine(paper.Folder, plan.PromotesTo!);
        string text = File.ReadAllText(path);
        byte[] fit = File.ReadAllBytes(paper.PathOf(plan));
        string date = Regex.Match(text, $"{FitPromotion.Short(fit)}, ([0-9-]+)").Groups[1].Value;
        Assert.Equal(text, FitPromotion.Write(paper, plan, fit, path, text, date, []));
    }

    [Fact]
    public void Read_FitOfTheLab_IsWhatWasWritten()
    {
        FitPlan plan = Lab.Fits.Single(fit => fit.Name == "fast-rows");
        FitResult fit = FitJsonReader.Read(Lab, plan);
        Assert.Equal(File.ReadAllBytes(Lab.PathOf(plan)), FitJson.Write(Lab, fit, seed: 1));
    }

    private static string Promote(string name) => Promote(name, Profile, File.ReadAllText(Profile));

    private static string Promote(string name, string path, string text) =>
        FitPromotion.Write(
            Lab,
            Lab.Fits.Single(fit => fit.Name == name),
            File.ReadAllBytes(Path.Combine(Lab.FitsFolder, $"{name}.json")),
            path,
            text,
            "2026-02-03",
            [
                .. Lab.Data[0]
                    .FittedBy(Lab.Fits.Single(fit => fit.Name == name))
                    .Select(run => run.Inputs),
            ]
        );
}
