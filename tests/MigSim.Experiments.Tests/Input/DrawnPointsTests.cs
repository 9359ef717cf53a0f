using MigSim.Experiments.Sampling;
using MigSim.Experiments.Scenarios;
using MigSim.Experiments.Studies;

namespace MigSim.Experiments.Tests.Input;

/// <summary>Values of a range without steps are drawn, or searched.</summary>
public sealed class DrawnPointsTests
{
    private const string Continuous =
        "set: { platform.networks.lan.bandwidth: { from: 100 Mbit/s, to: 10 Gbit/s, scale: log }, "
        + "failure.at: { from: 1 s, to: 20 s } }";

    [Fact]
    public void A_sample_is_named_by_its_number_and_its_values_are_coordinates()
    {
        using InputFolder folder = InputFolder.WithStudy(
            Continuous,
            "sample: { method: latin-hypercube, points: 20, seed: 3 }"
        );
        Study study = folder.Load();
        Assert.Equal(["script", "bandwidth", "at"], study.Axes);
        Assert.Equal(40, study.Points.Length);
        Assert.Equal("script=stop-start,sample=0019", study.Points[^1].Point);
        foreach (Scenario[] sample in study.Points.Chunk(20))
        {
            Assert.Equal(
                Enumerable.Range(0, 20),
                sample.Select(point => (int)((point.Failure.At.TotalSeconds - 1) / 19 * 20)).Order()
            );
            Assert.Equal(
                Enumerable.Range(0, 20),
                sample
                    .Select(point =>
                        (int)(Math.Log10(point.Coordinates[1].Number!.Value / 1e8) / 2 * 20)
                    )
                    .Order()
            );
        }

        Scenario any = study.Points[7];
        Assert.Equal(any.Platform.Links[0].Bandwidth.BitsPerSecond, any.Coordinates[1].Number);
        Assert.Equal(any.Failure.At.TotalSeconds, any.Coordinates[2].Number!.Value, 9);
        Assert.Equal(
            study.Points.Select(point => point.Failure.At),
            folder.Load().Points.Select(point => point.Failure.At)
        );
        Assert.NotEqual(
            study.Points.Select(point => point.Failure.At),
            folder.Load("study.sample.seed=4").Points.Select(point => point.Failure.At)
        );
        Assert.Equal(16, folder.Load("study.sample={method: sobol, points: 8}").Points.Length);
    }

    [Fact]
    public void Samples_that_fall_together_stay_apart()
    {
        using InputFolder folder = InputFolder.WithStudy(
            "set: { probe.count: { from: 3000, to: 3001 } }",
            "sample: { method: sobol, points: 16 }"
        );
        Study study = folder.Load("script=stop-start");
        Assert.Equal(16, study.Points.Select(point => point.Point).Distinct().Count());
        Assert.Equal(2, study.Points.Select(point => point.Probe.Count).Distinct().Count());
    }

    [Theory]
    [InlineData("morris", 3)]
    [InlineData("sobol", 4)]
    public void Sensitivities_have_the_points_of_their_design_in_its_order(string method, int rows)
    {
        using InputFolder folder = InputFolder.WithStudy(
            Continuous,
            $"sensitivity: {{ method: {method}, samples: 8, metrics: [migration.x0.downtime_ms] }}"
        );
        Study study = folder.Load();
        Assert.Equal(2 * 8 * rows, study.Points.Length);
        Assert.Equal(8, study.Design.Sensitivity!.Samples);
        Assert.Equal(["migration.x0.downtime_ms"], study.Design.Sensitivity.Metrics);
        Assert.Equal(["bandwidth", "at"], study.Design.Sensitivity.Axes);
        Assert.Equal(
            study.Points.Select(point => point.Point).Chunk(8 * rows),
            study.Design.Sensitivity.Rows.Select(list => list.ToArray())
        );
        foreach (Scenario[] block in study.Points.Chunk(rows))
        {
            string[][] texts =
            [
                .. block.Select(point =>
                    point.Coordinates.Skip(1).Select(value => value.Text).ToArray()
                ),
            ];
            if (method == "sobol")
            {
                Assert.Equal([texts[1][0], texts[0][1]], texts[2]);
                Assert.Equal([texts[0][0], texts[1][1]], texts[3]);
            }
            else
            {
                Assert.All(
                    texts.Zip(texts.Skip(1)),
                    pair =>
                        Assert.Single(
                            pair.First.Zip(pair.Second),
                            both => both.First != both.Second
                        )
                );
            }
        }

        Assert.Equal(1 / 3.0, MorrisDesign.Step / 2, 12);
    }

    [Fact]
    public void A_search_has_the_points_of_the_other_axes_and_makes_those_of_its_own()
    {
        using InputFolder folder = InputFolder.WithStudy(
            "set: { platform.networks.lan.bandwidth: { from: 100 Mbit/s, to: 10 Gbit/s, scale: log }, probe.timeout: [1 s, 2 s] }",
            "find: { smallest: bandwidth, metric: migration.x0.downtime_ms, below: 300, confidence: 99 %, resolution: 1 % }"
        );
        Study study = folder.Load("script=live-migrate");
        Assert.Equal(["bandwidth", "timeout"], study.Axes);
        Assert.Equal(
            ["script=live-migrate,timeout=1s", "script=live-migrate,timeout=2s"],
            study.Points.Select(point => point.Point)
        );
        EdgeSearch find = study.Design.Find!;
        Assert.Equal(
            ("bandwidth", true, 1e8, 1e10, true, 0.01, 300.0, true, 0.99),
            (
                find.Axis,
                find.IsSmallest,
                find.From,
                find.To,
                find.IsLogarithmic,
                find.Resolution,
                find.Limit,
                find.IsBelow,
                find.Confidence
            )
        );
        Scenario point = find.PointAt(study.Points[1], 1.234567e9);
        Assert.Equal("script=live-migrate,bandwidth=1234.6Mbit,timeout=2s", point.Point);
        Assert.Equal(1.2346e9, point.Platform.Links[0].Bandwidth.BitsPerSecond);
        Assert.Equal(
            [("bandwidth", 1.2346e9), ("timeout", 2.0)],
            point.Coordinates.Select(value => (value.Axis, value.Number!.Value))
        );
        Assert.Equal(
            "script=live-migrate,bandwidth=10Gbit,timeout=1s",
            find.PointAt(study.Points[0], 2e10).Point
        );
        Assert.Null(folder.Load("platform.networks.lan.bandwidth=1 Gbit/s").Design.Find);
    }

    [Fact]
    public void A_search_must_be_within_reason()
    {
        using InputFolder folder = InputFolder.WithStudy(
            Continuous,
            "find: { smallest: bandwidth, metric: probe.lost, below: 3, confidence: 100 % }"
        );
        Assert.Contains(
            "expected a confidence above 50 % and below 100 %, such as '95 %', and at most 99.999 %, found '100 %'",
            folder.LoadWrong().Message
        );
        Assert.Contains(
            "a condition cannot be about 'bandwidth': it is searched",
            folder
                .LoadWrong(
                    "failure.at=2 s",
                    "study.find.confidence=95 %",
                    "study.where=[bandwidth > 1 Gbit/s]"
                )
                .Message
        );
        Assert.Contains(
            "a condition cannot be about 'at': the sensitivities need all of its values",
            folder
                .LoadWrong(
                    "platform.networks.lan.bandwidth=1 Gbit/s",
                    "study.find.confidence=95 %",
                    "study.sensitivity={ method: sobol, samples: 4 }",
                    "study.where=[at > 2 s]"
                )
                .Message
        );
    }
}
