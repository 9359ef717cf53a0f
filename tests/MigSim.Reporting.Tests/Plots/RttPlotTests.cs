using MigSim.Experiments.Reports;
using MigSim.Experiments.Scenarios;
using MigSim.Fakes;
using MigSim.Measurement;
using MigSim.Reporting.Plots;
using SkiaSharp;

namespace MigSim.Reporting.Tests.Plots;

public sealed class RttPlotTests : IDisposable
{
    private readonly TemporaryFolder _place = new();
    private readonly Scenario _scenario = FakeStudy.CreateScenario();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void Save_Run_DrawsSamplesLossesAndPublishedValues()
    {
        RttPlot.Save(_place.Path, _scenario, FakeRun.Result(_scenario));

        using SKBitmap picture = SKBitmap.Decode(_place["rtt.png"]);
        Assert.Equal((1600, 900), (picture.Width, picture.Height));
        HashSet<SKColor> colors = [.. picture.Pixels];
        Assert.Contains(SKColor.Parse("#A03070"), colors);
        Assert.Contains(SKColor.Parse("#D55E00"), colors);
        Assert.Contains(SKColor.Parse("#000000"), colors);
    }

    [Fact]
    public void Save_Run_SvgHasLabelsWithUnits()
    {
        RttPlot.Save(_place.Path, _scenario, FakeRun.Result(_scenario));

        string svg = File.ReadAllText(_place["rtt.svg"]);
        Assert.Contains("RTT (ms)", svg, StringComparison.Ordinal);
        Assert.Contains("time of sending (s)", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void Save_NoSamplesAndNoEvents_DrawsEmptyAxes()
    {
        RunResult result = FakeRun.Result(_scenario) with { Samples = [], Events = [] };

        RttPlot.Save(_place.Path, _scenario, result);

        Assert.True(new FileInfo(_place["rtt.png"]).Length > 0);
    }

    [Fact]
    public void Save_AllLost_Draws()
    {
        RunResult result = FakeRun.Result(_scenario);

        RttPlot.Save(
            _place.Path,
            _scenario,
            result with
            {
                Samples =
                [
                    .. result.Samples.Select(sample => sample with { RoundTripTime = null }),
                ],
            }
        );

        Assert.True(new FileInfo(_place["rtt.png"]).Length > 0);
    }

    [Fact]
    public void Save_OneSample_Draws()
    {
        RunResult result = FakeRun.Result(_scenario) with
        {
            Samples = [new ProbeSample(1, TimeSpan.Zero, TimeSpan.Zero)],
        };

        RttPlot.Save(_place.Path, _scenario, result);

        Assert.True(new FileInfo(_place["rtt.png"]).Length > 0);
    }

    [Fact]
    public void SaveComparison_TwoRuns_BothAreDrawn()
    {
        RttPlot.SaveComparison(
            _place["comparison"],
            [(_scenario, FakeRun.Result(_scenario)), (_scenario, FakeRun.Result(_scenario, 2))]
        );

        using SKBitmap picture = SKBitmap.Decode(_place["comparison.png"]);
        Assert.All(
            [picture.Height / 4, picture.Height * 3 / 4],
            middle =>
                Assert.Contains(
                    Enumerable.Range(0, picture.Width).Select(x => picture.GetPixel(x, middle)),
                    color => color != SKColors.White
                )
        );
        Assert.True(new FileInfo(_place["comparison.svg"]).Length > 0);
    }

    [Fact]
    public void For_FewOutliers_AxisEndsBelowThem()
    {
        RttAxis axis = RttAxis.For(FakeRun.Result(_scenario).Samples, [1.0]);

        Assert.InRange(axis.MaxMilliseconds, 1.2, 3);
    }
}
