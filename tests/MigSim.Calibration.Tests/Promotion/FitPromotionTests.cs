using System.Text;
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

    [Fact]
    public void Write_FitToOtherRawFiles_IsAnError()
    {
        byte[] fit = Encoding.UTF8.GetBytes("""{ "data": "sha256:00" }""");
        FitPlan plan = Lab.Fits[0];
        Assert.Throws<InputException>(() =>
            FitPromotion.Write(Lab, plan, fit, Profile, File.ReadAllText(Profile), "2026-02-03", [])
        );
    }

    [Fact]
    public void WithFitted_ConstantThatIsNotThere_IsAnError() =>
        Assert.Throws<InputException>(() =>
            ConstantText.WithFitted(
                Profile,
                File.ReadAllText(Profile),
                new Dictionary<string, string> { ["engines.qemu.nothing"] = "1" },
                "nowhere"
            )
        );

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
