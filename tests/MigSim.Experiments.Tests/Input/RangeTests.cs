using CsCheck;
using MigSim.Experiments.Scenarios;

namespace MigSim.Experiments.Tests.Input;

/// <summary>A range stands for a list of values that people can read.</summary>
public sealed class RangeTests
{
    private const string Bandwidth = "platform.networks.lan.bandwidth";

    [Theory]
    [InlineData(
        Bandwidth + "={ from: 100 Mbit/s, to: 100 Gbit/s, steps: 7, scale: log }",
        "100Mbit 316.2Mbit 1Gbit 3.162Gbit 10Gbit 31.62Gbit 100Gbit"
    )]
    [InlineData(
        Bandwidth + "={ from: 10 MB/s, to: 1000 MB/s, steps: 3, scale: log }",
        "10MB 100MB 1000MB"
    )]
    [InlineData(
        "machines.x0.memory={ from: 64 MiB, to: 1 GiB, steps: 4, scale: log }",
        "64MiB 161MiB 406MiB 1GiB"
    )]
    [InlineData(
        "machines.*.memory={ from: 2 MiB, to: 3 MiB, steps: 4 }",
        "2MiB 2388KiB 2732KiB 3MiB"
    )]
    [InlineData("failure.at={ from: 500 ms, to: 2000 ms, step: 750 ms }", "500ms 1.25s 2000ms")]
    [InlineData("failure.at={ from: 0, to: 1 s, step: 400 ms }", "0 400ms 800ms")]
    [InlineData("failure.at={ from: 30 s, to: 2 min, steps: 4 }", "30s 60s 90s 2min")]
    [InlineData("probe.timeout={ from: 1 min, to: 3 min, steps: 3 }", "1min 2min 3min")]
    [InlineData(
        "probe.count={ from: 1000, to: 100000, steps: 3, scale: log }",
        "1000 10000 100000"
    )]
    [InlineData("probe.count={ from: 3000, to: 3003, steps: 4 }", "3000 3001 3002 3003")]
    [InlineData("machines.*.workload.cpu_share={ from: 0, to: 1, steps: 4 }", "0 0.3333 0.6667 1")]
    [InlineData(
        "machines.x0.workload.writes.hot.rewrites={ from: 0.1 /s, to: 10 /s, steps: 3, scale: log }",
        "0.1 1 10"
    )]
    public void Values_are_rounded_to_what_people_read(string set, string expected)
    {
        using var folder = new InputFolder();
        Study study = folder.Load("script=stop-start", set, "probe.interval=100 ms");
        Assert.Equal(
            expected.Split(' '),
            study.Points.Select(point => point.Coordinates.Single().Text)
        );
        Assert.All(
            study.Points,
            point => Assert.EndsWith($"={point.Coordinates[0].Text}", point.Point)
        );
    }

    [Fact]
    public void A_range_in_the_file_and_under_set_is_an_axis()
    {
        using var folder = new InputFolder();
        folder.Replace(InputFolder.Scenario, "at: 18 s", "at: { from: 1 s, to: 3 s, steps: 3 }");
        folder.Replace(
            InputFolder.Scenario,
            "restart: staged-copy",
            "set: { probe.timeout: { from: 1 s, to: 2 s, step: 1 s } }"
        );
        Study study = folder.Load();
        Assert.Equal(["script", "at", "timeout"], study.Axes);
        Assert.Equal(12, study.Points.Length);
        Assert.Equal(TimeSpan.FromSeconds(2), study.Points[1].Probe.Timeout);
        Assert.Equal(
            "script=live-migrate",
            folder.Load("failure.at=18 s", "probe.timeout=1 s").Points[0].Point[..19]
        );
    }

    [Fact]
    public void Coordinates_are_in_base_units_and_axes_say_which()
    {
        using var folder = new InputFolder();
        Study study = folder.Load(
            "script=stop-start",
            Bandwidth + "={ from: 100 Mbit/s, to: 10 Gbit/s, steps: 3, scale: log }",
            "machines.*.memory=[128 MiB, 256 MiB]",
            "failure.at=[500 ms]",
            "machines.*.workload=[workloads/web.yaml]",
            "probe.count=[3000, 30000, 300000]"
        );
        Assert.Equal(
            [
                ("bandwidth", "bit/s", true),
                ("memory", "B", false),
                ("at", "s", false),
                ("workload", "", false),
                ("count", "", true),
            ],
            study.AxisDescriptions.Select(axis => (axis.Name, axis.Unit, axis.IsLogarithmic))
        );
        Assert.Equal(study.Axes, study.AxisDescriptions.Select(axis => axis.Name));
        Assert.Equal(
            [
                ("100Mbit", 1e8),
                ("128MiB", 134217728.0),
                ("500ms", 0.5),
                ("web", null),
                ("3000", 3000.0),
            ],
            study.Points[0].Coordinates.Select(value => (value.Text, value.Number))
        );
    }

    [Fact]
    public void Values_rise_from_end_to_end_and_are_short() =>
        Gen.Select(Gen.Int[1, 500], Gen.Int[2, 1000], Gen.Int[2, 12], Gen.Bool)
            .Sample(
                sample =>
                {
                    (int from, int factor, int steps, bool isLogarithmic) = sample;
                    using var folder = new InputFolder();
                    string scale = isLogarithmic ? "log" : "linear";
                    Study study = folder.Load(
                        "script=stop-start",
                        $"{Bandwidth}={{ from: {from} Mbit/s, to: {from * factor} Mbit/s, steps: {steps}, scale: {scale} }}"
                    );
                    double[] values =
                    [
                        .. study.Points.Select(point => point.Coordinates[0].Number!.Value),
                    ];
                    Assert.Equal(steps, values.Length);
                    Assert.Equal(from * 1e6, values[0]);
                    Assert.Equal(from * factor * 1e6, values[^1]);
                    for (int i = 0; i < values.Length; i++)
                    {
                        double share = (double)i / (steps - 1);
                        double exact = isLogarithmic
                            ? from * 1e6 * Math.Pow(factor, share)
                            : from * 1e6 * (1 + ((factor - 1) * share));
                        Assert.Equal(1, values[i] / exact, 0.0006);
                        Assert.Equal(
                            values[i],
                            study.Points[i].Platform.Links[0].Bandwidth.BitsPerSecond
                        );
                    }
                },
                iter: 30
            );
}
