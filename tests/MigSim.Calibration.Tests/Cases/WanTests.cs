using System.Globalization;
using MigSim.Calibration.Cases;
using MigSim.Calibration.Profiles;
using MigSim.Models.Prediction;

namespace MigSim.Calibration.Tests.Cases;

/// <summary>Pre-copy and post-copy over long and lossy paths.</summary>
public sealed class WanTests
{
    private const string Columns =
        "engine,mode,ram_bytes,bandwidth_bps,dirty_rate_pages_per_s,working_set_pages,"
        + "round_trip_ms,loss_share,window_bytes,max_seconds";

    [Theory]
    [InlineData(1, 0)]
    [InlineData(50, 0.0001)]
    [InlineData(200, 0.01)]
    public void PostCopy_AnyWriteRate_DowntimeStaysTheSame(double roundTrip, double loss)
    {
        double[] downtimes =
        [
            .. new double[] { 0, 100, 1_000, 10_000, 100_000 }.Select(rate =>
                Predict("post-copy", rate, roundTrip, loss).DowntimeSeconds!.Value
            ),
        ];
        Assert.All(downtimes, downtime => Assert.Equal(roundTrip / 1000, downtime, 1e-9));
    }

    [Theory]
    [InlineData(10, 0)]
    [InlineData(50, 0.0001)]
    [InlineData(200, 0.001)]
    public void PreCopy_WritesFasterThanThePath_StopsToConverge(double roundTrip, double loss)
    {
        double rate = Read("pre-copy", 0, roundTrip, loss).Path.Rate;
        double edge = rate / 4096;
        Assert.Equal(
            MigrationVerdict.Completes,
            Predict("pre-copy", 0.8 * edge, roundTrip, loss).Verdict
        );
        Assert.Equal(
            MigrationVerdict.DoesNotConverge,
            Predict("pre-copy", 1.05 * edge, roundTrip, loss).Verdict
        );
    }

    private static MigrationOutcome Predict(
        string mode,
        double pagesPerSecond,
        double roundTrip,
        double loss
    ) => Predictor.Predict(Read(mode, pagesPerSecond, roundTrip, loss));

    private static MigrationCase Read(
        string mode,
        double pagesPerSecond,
        double roundTrip,
        double loss
    )
    {
        var problems = new List<CaseProblem>();
        var reader = new CaseReader(CaseHeader.Read(Columns, problems)!, PredictionProfile.None);
        MigrationCase? migration = reader.Read(
            string.Create(
                CultureInfo.InvariantCulture,
                $"qemu,{mode},268435456,1e9,{pagesPerSecond},60000,{roundTrip},{loss},4194304,200000"
            ),
            problems
        );
        Assert.Empty(problems);
        return migration!;
    }
}
