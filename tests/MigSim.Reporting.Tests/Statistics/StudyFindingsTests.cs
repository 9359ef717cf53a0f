using System.Collections.Immutable;
using System.Text.Json;
using MigSim.Experiments.Reports;
using MigSim.Experiments.Running;
using MigSim.Experiments.Scenarios;
using MigSim.Experiments.Statistics;
using MigSim.Experiments.Studies;
using MigSim.Fakes;

namespace MigSim.Reporting.Tests.Statistics;

public sealed class StudyFindingsTests
{
    private const string Metric = "probe.lost";

    private static readonly StudyDesign Compared = new()
    {
        Comparisons = [new NamedComparison("the script", "script", "old", "new", [])],
    };

    [Fact]
    public void Comparisons_SharedNoise_PairingKnowsMore()
    {
        double[] noise = [3, -7, 12, 0, -5, 8, 1, -12];
        Replications old = Point(
            [Word("script", "old")],
            [.. noise.Select(n => (double?)(100 + n))]
        );
        Replications @new = Point(
            [Word("script", "new")],
            [.. noise.Select((n, i) => (double?)(90 + n + (i % 2)))]
        );

        PairedMetric found = Only(Compared, old, @new).Metrics.Single();

        Assert.Equal(8, found.Pairs);
        Assert.Equal(-9.5, found.Metric.Means.Difference);
        Assert.InRange(found.Metric.Means.DifferenceHalfInterval!.Value, 0.4, 0.5);
        Assert.InRange(found.PairingGain!.Value, 300, 500);
    }

    [Fact]
    public void Comparisons_IndependentNoise_PairingGainsNothing()
    {
        Replications old = Point([Word("script", "old")], [1, 2, 1, 2, 1, 2, 1, 2]);
        Replications @new = Point([Word("script", "new")], [1, 1, 2, 2, 1, 1, 2, 2]);

        Assert.Equal(1, Only(Compared, old, @new).Metrics.Single().PairingGain!.Value, 9);
    }

    [Fact]
    public void Comparisons_OtherAxes_AreGoneThroughInTheirOrder()
    {
        Replications[] points =
        [
            .. from memory in (double[])[1, 2]
            from script in (string[])["old", "new", "third"]
            select Point([Number("memory", memory), Word("script", script)], [1, 2]),
        ];

        ImmutableArray<PairedPoints> found = StudyFindings.Of(Compared, points).Comparisons;

        Assert.Equal(
            [
                ("memory=1,script=old", "memory=1,script=new"),
                ("memory=2,script=old", "memory=2,script=new"),
            ],
            found.Select(points => (points.Baseline, points.Alternative))
        );
    }

    [Fact]
    public void Comparisons_SeedOrValueOnOneSideOnly_IsNotAPair()
    {
        Replications old = Point([Word("script", "old")], [1, 2, null, 4, 5]);
        Replications @new = Point([Word("script", "new")], [2, null, 4, 5]);

        PairedMetric found = Only(Compared, old, @new).Metrics.Single();

        Assert.Equal(2, found.Pairs);
        Assert.Equal((4, 3), (found.Metric.Left!.Count, found.Metric.Right!.Count));
        Assert.Equal(1, found.Metric.Means.Difference);
        // Every pair differs by 1: nothing varies.
        Assert.Null(found.PairingGain);
    }

    [Fact]
    public void Sensitivities_Morris_SignsAndMeansOfTheReplications()
    {
        // 10 a - 5 b, and a noise of mean 0; the second trajectory goes down.
        (double A, double B)[] rows = [(0, 0), (2, 0), (2, 2), (3, 3), (3, 1), (1, 1)];
        Replications[] points =
        [
            .. rows.Select(row =>
                Point(
                    [Number("a", row.A), Number("b", row.B), Word("mode", "m")],
                    [
                        .. new double[] { -1, 0, 1 }.Select(n =>
                            (double?)((10 * row.A) - (5 * row.B) + n)
                        ),
                    ]
                )
            ),
        ];

        Sensitivity found = Sensitivities(SensitivityMethod.Morris, points, ["a", "b"]).Single();

        // A step of two thirds of an axis that goes from 0 to 3.
        Assert.Equal([30.0, -15.0], found.Effects.Select(effect => effect.Mu), Near);
        Assert.Equal([30.0, 15.0], found.Effects.Select(effect => effect.MuStar.Value), Near);
        Assert.Equal([0.0, 0.0], found.Effects.Select(effect => effect.Sigma), Near);
        Assert.Equal(("mode=m", 4, 0), (found.At, found.Used, found.LeftOut));
        Assert.InRange(found.NoiseShare!.Value, 0.0001, 0.1);
    }

    [Fact]
    public void Sensitivities_RunWithoutAValue_ItsBlockIsLeftOut()
    {
        Replications[] points =
        [
            .. Enumerable
                .Range(0, 9)
                .Select(i => Point([Number("a", i)], i == 4 ? [1, null] : [i, i])),
        ];

        Sensitivity found = Sensitivities(SensitivityMethod.Sobol, points, ["a"]).Single();

        Assert.Equal((2, 1), (found.Used, found.LeftOut));
        Assert.Equal("a", found.Indices.Single().Axis);
    }

    [Fact]
    public void Sensitivities_PointNotRun_ItsBlockIsLeftOut()
    {
        Replications[] points =
        [
            .. Enumerable.Range(0, 6).Select(i => Point([Number("a", i)], [i, i])),
        ];
        StudyDesign design = Design(
            SensitivityMethod.Sobol,
            ["a"],
            [.. points.Select(point => point.Scenario.Point), "a=6", "a=7", "a=8"]
        );

        Sensitivity found = StudyFindings.Of(design, points).Sensitivities.Single();

        Assert.Equal((2, 1), (found.Used, found.LeftOut));
    }

    [Fact]
    public void Json_Findings_AreInTheSummary()
    {
        using var stream = new MemoryStream();

        SummaryJson.Write(
            stream,
            FakeLinks.Summary with
            {
                Findings = FakeLinks.Summary.Findings with
                {
                    Comparisons = StudyFindings
                        .Of(
                            Compared,
                            [
                                Point([Word("script", "old")], [4, 6]),
                                Point([Word("script", "new")], [2, 3]),
                            ]
                        )
                        .Comparisons,
                },
            }
        );

        JsonElement findings = JsonDocument
            .Parse(stream.ToArray())
            .RootElement.GetProperty("findings");
        JsonElement metric = findings
            .GetProperty("comparisons")[0]
            .GetProperty("metrics")
            .GetProperty(Metric);
        Assert.Equal(-2.5, metric.GetProperty("difference").GetDouble());
        Assert.Equal(0.5, metric.GetProperty("ratio").GetDouble());
        JsonElement sobol = findings.GetProperty("sensitivities")[0];
        Assert.Equal(
            0.56,
            sobol.GetProperty("axes").GetProperty("bandwidth").GetProperty("total").GetDouble()
        );
    }

    [Fact]
    public void Tables_Findings_SayWhatWasFound()
    {
        ImmutableArray<ReportTable> tables = FindingsTables.Of(FakeLinks.Study, FakeLinks.Summary);

        Assert.Equal(
            "script=live-migrate: migration of x0, downtime: 478.3 Mbit/s is the smallest bandwidth that makes it stay below "
                + "100.0 ms, at 95 % confidence; 469.8 Mbit/s does not.",
            tables[0].Title
        );
        Assert.Contains(tables[0].Rows, row => row[0] == "478.3 Mbit/s" && row[^1] == "kept");
        Assert.EndsWith(
            "; 2 samples are left out, as a run has no value there; at most 1.3 % of the variance is noise",
            tables[1].Title,
            StringComparison.Ordinal
        );
        Assert.Equal(["memory", "340.0", "200.0 to 480.0", "300.0", "220.0"], tables[2].Rows[1]);
    }

    [Fact]
    public void Tables_Comparison_HasARowForEachPlaceAndMetric()
    {
        Replications[] points =
        [
            Point([Number("memory", 1), Word("script", "old")], [4, 6]),
            Point([Number("memory", 1), Word("script", "new")], [2, 3]),
            Point([Number("memory", 2), Word("script", "old")], [4, 6]),
            Point([Number("memory", 2), Word("script", "new")], [null, null]),
        ];

        ReportTable table = FindingsTables
            .Of(
                FakeLinks.Study,
                FakeLinks.Summary with
                {
                    Edges = [],
                    Findings = StudyFindings.Of(Compared, points),
                }
            )
            .Single();

        Assert.Equal("the script", table.Title);
        Assert.Equal(
            ["memory=1", "pings lost", "", "5", "2.5", "-2.5 ± 6.35", "0.500"],
            table.Rows[0].Take(7)
        );
        Assert.Equal(
            ["memory=2", "pings lost", "", "5", "no value", "", "", "", "0", ""],
            table.Rows[1]
        );
    }

    private static bool Near(double a, double b) => Math.Abs(a - b) < 1e-9;

    private static PairedPoints Only(StudyDesign design, params Replications[] points) =>
        StudyFindings.Of(design, points).Comparisons.Single();

    private static ImmutableArray<Sensitivity> Sensitivities(
        SensitivityMethod method,
        Replications[] points,
        ImmutableArray<string> axes
    ) =>
        StudyFindings
            .Of(Design(method, axes, [.. points.Select(point => point.Scenario.Point)]), points)
            .Sensitivities;

    private static StudyDesign Design(
        SensitivityMethod method,
        ImmutableArray<string> axes,
        ImmutableArray<string> rows
    ) =>
        new()
        {
            Sensitivity = new SensitivityPlan(method, 2, [Metric]) { Axes = axes, Rows = [rows] },
        };

    private static AxisValue Word(string axis, string text) => new(axis, text, null);

    private static AxisValue Number(string axis, double number) => new(axis, $"{number}", number);

    private static Replications Point(ImmutableArray<AxisValue> coordinates, double?[] values)
    {
        string name = string.Join(',', coordinates.Select(value => $"{value.Axis}={value.Text}"));
        Scenario scenario = FakeStudy.CreateScenario(name) with
        {
            Coordinates = coordinates,
            Expectations = [],
        };
        var point = new Replications(scenario);
        for (int i = 0; i < values.Length; i++)
        {
            point.Add(
                new RunRecord(name, (ulong)(1 + i), [Metric], [values[i] ?? double.NaN], [], false)
            );
        }

        return point;
    }
}
