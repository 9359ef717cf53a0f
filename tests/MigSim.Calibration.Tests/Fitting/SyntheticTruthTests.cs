using System.Collections.Immutable;
using MigSim.Calibration.Campaigns;
using MigSim.Calibration.Fitting;
using MigSim.Experiments.Input;
using MigSim.Kernel;

namespace MigSim.Calibration.Tests.Fitting;

/// <summary>Fits to runs whose truth is known.</summary>
public sealed class SyntheticTruthTests(ITestOutputHelper output)
{
    private const int Repetitions = 200;
    private static readonly FitSettings Quick = new()
    {
        Starts = 1,
        Bootstraps = 0,
        Folds = 0,
    };

    [Fact]
    public void Fit_TwoHundredTimes_IntervalsCoverTheTruth()
    {
        var streams = new RandomStreams(1);
        var plan = Synthetic.Plan(Synthetic.Rate, Synthetic.Time("setup", Synthetic.Setup));
        int rate = 0;
        int setup = 0;
        for (int i = 0; i < Repetitions; i++)
        {
            FitResult result = Synthetic.Fit(plan, Synthetic.Data(streams["noise"]), Quick);
            rate += Covers(result.Estimates[0], Synthetic.TrueRate) ? 1 : 0;
            setup += Covers(result.Estimates[1], Synthetic.TrueSetup) ? 1 : 0;
        }

        output.WriteLine($"of {Repetitions} intervals cover: copy_rate {rate}, setup {setup}");
        Assert.InRange((double)rate / Repetitions, 0.90, 0.98);
        Assert.InRange((double)setup / Repetitions, 0.90, 0.98);
    }

    [Fact]
    public void Fit_TwoTimesThatOnlyAddUp_SaysThatTheyCannotBeToldApart()
    {
        FitResult result = Synthetic.Fit(
            Synthetic.Plan(
                Synthetic.Rate,
                Synthetic.Time("setup", Synthetic.Setup),
                Synthetic.Time("tear_down", Synthetic.TearDown)
            ),
            Synthetic.Data(new RandomStreams(1)["noise"]),
            Quick
        );
        output.WriteLine(string.Join('\n', result.Warnings));
        Assert.Contains(
            result.Warnings,
            text =>
                text.StartsWith(
                    "these runs cannot tell setup and tear_down apart",
                    StringComparison.Ordinal
                )
        );
        Assert.NotNull(result.Estimates[0].StandardError);
        Assert.Null(result.Estimates[1].StandardError);
        Assert.Null(result.Estimates[2].StandardError);
    }

    [Fact]
    public void Fit_TwiceWithTheSameSeed_IsTheSame()
    {
        var plan = Synthetic.Plan(Synthetic.Rate, Synthetic.Time("setup", Synthetic.Setup));
        var settings = new FitSettings { Bootstraps = 5 };
        CampaignData data = Synthetic.Data(new RandomStreams(1)["noise"]);
        FitResult one = Synthetic.Fit(plan, data, settings);
        FitResult other = Synthetic.Fit(plan, data, settings);
        Assert.Equal(one.Estimates, other.Estimates);
        Assert.Equal(one.Errors, other.Errors);
        Assert.NotNull(one.Estimates[0].BootstrapLow);
        Assert.NotNull(one.Errors[0].LeaveOneOut);
    }

    [Fact]
    public void Fit_OneRunFarOff_IsFlaggedAndKept()
    {
        var plan = Synthetic.Plan(Synthetic.Rate, Synthetic.Time("setup", Synthetic.Setup));
        CampaignData data = WithOutlier(Synthetic.Data(new RandomStreams(1)["noise"]));
        FitResult kept = Synthetic.Fit(plan, data, Quick);
        Residual flagged = Assert.Single(kept.Residuals, one => one.IsOutlier);
        Assert.Equal("run-3", flagged.Run);
        Assert.Equal(12, kept.Runs);
        FitResult dropped = Synthetic.Fit(plan with { DropsOutliers = true }, data, Quick);
        Assert.Equal(11, dropped.Runs);
        Assert.DoesNotContain(dropped.Residuals, one => one.Run == "run-3");
    }

    [Fact]
    public void Fit_SharedParameter_GivesAllItsPaths()
    {
        var both = new FitParameter(
            "times",
            [Synthetic.Setup, Synthetic.TearDown],
            MeasureUnit.Find("ms")!,
            0,
            1
        );
        FitResult result = Synthetic.Fit(
            Synthetic.Plan(Synthetic.Rate, both),
            Synthetic.Data(new RandomStreams(1)["noise"]),
            Quick
        );
        Assert.InRange(result.Estimates[1].Value, 0.08, 0.12);
    }

    [Fact]
    public void Fit_FewerValuesThanParameters_IsAnError()
    {
        CampaignData data = Synthetic.Data(new RandomStreams(1)["noise"]);
        var exception = Assert.Throws<InputException>(() =>
            Synthetic.Fit(
                Synthetic.Plan(Synthetic.Rate, Synthetic.Time("setup", Synthetic.Setup)),
                data with
                {
                    Runs = data.Runs[..1],
                },
                Quick
            )
        );
        Assert.Contains("at least 3 measured values", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_MetricThatIsNullEverywhere_IsAnError()
    {
        CampaignData data = Synthetic.Data(new RandomStreams(1)["noise"]);
        data = data with
        {
            Runs =
            [
                .. data.Runs.Select(run =>
                    run with
                    {
                        Metrics = run.Metrics.SetItem("total_ms", null),
                    }
                ),
            ],
        };
        var exception = Assert.Throws<InputException>(() =>
            Synthetic.Fit(Synthetic.Plan(Synthetic.Rate), data, Quick)
        );
        Assert.Contains("total_ms was measured", exception.Message, StringComparison.Ordinal);
    }

    private static bool Covers(ParameterEstimate estimate, double truth) =>
        truth >= estimate.Low && truth <= estimate.High;

    private static CampaignData WithOutlier(CampaignData data) =>
        data with
        {
            Runs =
            [
                .. data.Runs.Select(run =>
                    run.Name == "run-3"
                        ? run with
                        {
                            Metrics = run.Metrics.SetItem(
                                "total_ms",
                                run.Metrics["total_ms"] * 1.6
                            ),
                        }
                        : run
                ),
            ],
        };
}
