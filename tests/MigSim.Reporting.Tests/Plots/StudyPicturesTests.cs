using MigSim.Experiments.Statistics;
using MigSim.Experiments.Studies;
using MigSim.Fakes;
using MigSim.Reporting.Plots;
using SkiaSharp;

namespace MigSim.Reporting.Tests.Plots;

public sealed class StudyPicturesTests : IDisposable
{
    private readonly TemporaryFolder _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void Save_EveryKind_DrawsPicturesOfTheirNames()
    {
        StudyPictures.Save(_place.Path, FakeLinks.Study, FakeLinks.Summary);

        Assert.Equal(
            [
                "edge-migration.x0.downtime_ms-over-bandwidth",
                "heat-migration.x0.downtime_ms-over-bandwidth-memory",
                "lines-migration.x0.downtime_ms-over-bandwidth-by-script",
                "lines-migration.x0.total_ms-over-script",
                "pareto-migration.x0.downtime_ms-migration.x0.total_ms-by-script",
                "tornado-migration.x0.downtime_ms",
                "tornado-migration.x0.total_ms",
            ],
            _place
                .Entries.Where(name => name.EndsWith(".png", StringComparison.Ordinal))
                .Select(name => name[..^4])
                .Order(StringComparer.Ordinal)
        );
        Assert.All(
            _place.Entries.Where(name => name.EndsWith(".png", StringComparison.Ordinal)),
            name =>
            {
                using SKBitmap picture = SKBitmap.Decode(_place[name]);
                Assert.True(Colours(picture) > 20, name);
            }
        );
    }

    [Fact]
    public void Save_Pictures_SayWhatTheyShow()
    {
        const string Lines = "lines-migration.x0.downtime_ms-over-bandwidth-by-script";

        StudyPictures.Save(_place.Path, FakeLinks.Study, FakeLinks.Summary);

        AssertSays(Lines, "10 Gbit/s");
        AssertSays(Lines, "live-migrate, memory=512MiB");
        AssertSays(Lines, "no value in a run");
        AssertSays("heat-migration.x0.downtime_ms-over-bandwidth-memory", "(grey: no value)");
        AssertSays("tornado-migration.x0.downtime_ms", "first order");
        AssertSays("edge-migration.x0.downtime_ms-over-bandwidth", "478.3 Mbit/s");
    }

    [Fact]
    public void Save_PointWithoutAValue_IsACrossInTheColourOfItsLine()
    {
        StudyPictures.Save(
            _place.Path,
            FakeLinks.Study with
            {
                Design = new StudyDesign { Pictures = [FakeLinks.Study.Design.Pictures[0]] },
            },
            FakeLinks.Summary with
            {
                Findings = StudyFindings.None,
                Edges = [],
            }
        );

        using SKBitmap picture = SKBitmap.Decode(
            _place["lines-migration.x0.downtime_ms-over-bandwidth-by-script.png"]
        );
        // Left and at the bottom, where no line of that colour is.
        Assert.Contains(
            from x in Enumerable.Range(100, 100)
            from y in Enumerable.Range(500, 50)
            select picture.GetPixel(x, y),
            color => color == new SKColor(0x8A, 0x7A, 0x00)
        );
    }

    [Fact]
    public void Save_NoPointHasAValue_IsDrawnNevertheless()
    {
        StudyPictures.Save(
            _place.Path,
            FakeLinks.Study,
            FakeLinks.Summary with
            {
                Points =
                [
                    .. FakeLinks.Summary.Points.Select(point =>
                        point with
                        {
                            Metrics = point.Metrics.Clear(),
                        }
                    ),
                ],
                Findings = StudyFindings.None,
                Edges = [],
            }
        );

        Assert.Equal(8, _place.Entries.Count());
    }

    [Fact]
    public void Front_Places_ThoseThatNoOtherBeats()
    {
        StudyPareto.Place[] places =
        [
            .. new (double X, double Y)[] { (3, 1), (1, 4), (2, 2), (2, 3), (4, 1), (1, 5) }.Select(
                p => new StudyPareto.Place(FakeLinks.Summary.Points[0], p.X, p.Y)
            ),
        ];

        Assert.Equal(
            [(1, 4), (2, 2), (3, 1)],
            StudyPareto.Front(places).Select(place => (place.X, place.Y))
        );
    }

    [Theory]
    [InlineData(100e6, 100e9, "bit/s", "100 Mbit/s", "1 Gbit/s", "100 Gbit/s")]
    [InlineData(1e-3, 0.2, "s", "1 ms", "10 ms", "200 ms")]
    [InlineData(128 << 20, 8L << 30, "B", "128 MiB", "1 GiB", "8 GiB")]
    [InlineData(1, 1000, "", "1", "10", "1000")]
    public void Scale_LogarithmicAxis_HasReadableTicks(
        double from,
        double to,
        string unit,
        params string[] ticks
    )
    {
        var scale = StudyScale.Of(
            new StudyAxis("axis", unit, IsLogarithmic: true),
            [new AxisValue("axis", "a", from), new AxisValue("axis", "b", to)]
        );

        string[] shown = Shown(scale, Math.Log10(from), Math.Log10(to));
        Assert.All(ticks, tick => Assert.Contains(tick, shown));
        Assert.InRange(shown.Length, 3, 13);
    }

    [Fact]
    public void Scale_LinearAxis_HasItsUnitInItsLabel()
    {
        var scale = StudyScale.Of(
            new StudyAxis("latency", "s", IsLogarithmic: false),
            [new AxisValue("latency", "10ms", 0.01), new AxisValue("latency", "200ms", 0.2)]
        );

        Assert.Equal("latency (ms)", scale.Label);
        Assert.Contains("100", Shown(scale, 0.01, 0.2));
        Assert.InRange(Shown(scale, 0.01, 0.2).Length, 4, 10);
    }

    private void AssertSays(string name, string words) =>
        Assert.Contains(words, File.ReadAllText(_place[name + ".svg"]), StringComparison.Ordinal);

    private static string[] Shown(StudyScale scale, double from, double to)
    {
        double margin = 1e-9 * Math.Abs(to - from);
        return
        [
            .. scale
                .Marks.Where(mark => mark.Place >= from - margin && mark.Place <= to + margin)
                .Select(mark => mark.Text),
        ];
    }

    private static int Colours(SKBitmap picture) =>
        picture.Pixels.Where((_, i) => i % 7 == 0).Distinct().Count();
}
