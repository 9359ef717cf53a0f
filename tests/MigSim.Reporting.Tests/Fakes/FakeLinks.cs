using System.Collections.Immutable;
using MigSim.Experiments.Running;
using MigSim.Experiments.Scenarios;
using MigSim.Experiments.Statistics;
using MigSim.Experiments.Studies;

namespace MigSim.Fakes;

/// <summary>A study of links and memories, with findings of every kind.</summary>
internal static class FakeLinks
{
    private const string Downtime = "migration.x0.downtime_ms";
    private const string Total = "migration.x0.total_ms";
    private const double MebibyteBits = 8 * 1024 * 1024;

    private static readonly double[] Bandwidths =
    [
        100e6,
        316.2e6,
        1e9,
        3.162e9,
        10e9,
        31.62e9,
        100e9,
    ];

    public static Study Study { get; } =
        new("link-speed", ["bandwidth", "memory", "script"], [])
        {
            AxisDescriptions =
            [
                new StudyAxis("bandwidth", "bit/s", true),
                new StudyAxis("memory", "B", false),
                new StudyAxis("script", "", false),
            ],
            Design = new StudyDesign
            {
                Pictures =
                [
                    new(StudyPictureKind.Lines, [Downtime], ["bandwidth"], "script"),
                    new(StudyPictureKind.Lines, [Total], ["script"], null),
                    new(StudyPictureKind.HeatMap, [Downtime], ["bandwidth", "memory"], null),
                    new(StudyPictureKind.Pareto, [Downtime, Total], [], "script"),
                ],
            },
        };

    public static StudySummary Summary { get; } =
        new("link-speed", "sim", 1, 20, [.. Points()]) { Findings = Findings(), Edges = [Edge()] };

    private static IEnumerable<PointSummary> Points() =>
        from bandwidth in Bandwidths
        from mebibytes in (double[])[128, 512, 2048]
        from script in (string[])["live-migrate", "stop-start"]
        select Point(bandwidth, mebibytes, script);

    private static PointSummary Point(double bandwidth, double mebibytes, string script)
    {
        double bits = mebibytes * MebibyteBits;
        bool isLive = script == "live-migrate";
        bool ends = !isLive || mebibytes < 2048 || bandwidth > 300e6;
        double seconds = bits / Math.Min(bandwidth, 8e9);
        double downtime = isLive ? 60 + (20e9 / bandwidth * mebibytes / 128) : 1000 * seconds;
        double total = (isLive ? 1300 : 1000) * seconds;
        var coordinates = ImmutableArray.Create(
            new AxisValue("bandwidth", $"{bandwidth / 1e6:0.#}Mbit", bandwidth),
            new AxisValue("memory", $"{mebibytes}MiB", mebibytes * 1024 * 1024),
            new AxisValue("script", script, null)
        );
        return new PointSummary(
            string.Join(',', coordinates.Select(value => $"{value.Axis}={value.Text}")),
            5,
            new Dictionary<string, SampleStatistics?>
            {
                [Downtime] = ends ? Spread(downtime, 0.25) : null,
                [Total] = ends ? Spread(total, 0.1) : Spread(600_000, 0),
            }.ToImmutableSortedDictionary(StringComparer.Ordinal),
            []
        )
        {
            Coordinates = coordinates,
        };
    }

    private static SampleStatistics? Spread(double mean, double share) =>
        SampleStatistics.Of(
            new[] { -1, -0.4, 0.1, 0.3, 1 }.Select(step => mean * (1 + (share * step)))
        );

    private static StudyFindings Findings() =>
        new()
        {
            Sensitivities =
            [
                new Sensitivity(
                    Downtime,
                    "",
                    SensitivityMethod.Sobol,
                    126,
                    2,
                    0.013,
                    [
                        Index("bandwidth", 0.31, 0.56),
                        Index("memory", 0.44, 0.45),
                        Index("write rate", 0.0, 0.24),
                    ],
                    []
                ),
                new Sensitivity(
                    Total,
                    "script=live-migrate",
                    SensitivityMethod.Morris,
                    60,
                    0,
                    null,
                    [],
                    [
                        new MorrisEffect("bandwidth", -900, new Estimate(900, 700, 1100), 120),
                        new MorrisEffect("memory", 300, new Estimate(340, 200, 480), 220),
                        new MorrisEffect("latency", 2, new Estimate(3, 0, 9), 4),
                    ]
                ),
            ],
        };

    private static SobolIndex Index(string axis, double first, double total) =>
        new(
            axis,
            new Estimate(first, first - 0.09, first + 0.08),
            new Estimate(total, total - 0.05, total + 0.07)
        );

    private static EdgeFinding Edge()
    {
        var search = new EdgeSearch
        {
            Axis = "bandwidth",
            IsSmallest = true,
            From = 100e6,
            To = 10e9,
            IsLogarithmic = true,
            Resolution = 0.02,
            Metric = Downtime,
            Limit = 100,
            IsBelow = true,
            Confidence = 0.95,
            PointAt = (scenario, _) => scenario,
        };
        var bisection = new EdgeBisection(search);
        while (bisection.Next is { } value)
        {
            double mean = 60 + (19e9 / value);
            bisection.Add(
                value,
                [mean - 3, mean + 1, mean + 2, mean - 1, mean + 1, .. Rest(mean, bisection.Wanted)]
            );
        }

        return new EdgeFinding("script=live-migrate", search, bisection.Result);
    }

    private static IEnumerable<double?> Rest(double mean, int wanted) =>
        Enumerable.Range(5, Math.Max(0, wanted - 5)).Select(i => (double?)(mean - 1 + (i % 3)));
}
