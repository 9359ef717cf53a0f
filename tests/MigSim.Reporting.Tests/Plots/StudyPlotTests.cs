using System.Collections.Immutable;
using MigSim.Experiments.Reports;
using MigSim.Experiments.Running;
using MigSim.Fakes;
using MigSim.Reporting.Plots;
using SkiaSharp;

namespace MigSim.Reporting.Tests.Plots;

public sealed class StudyPlotTests
{
    private static readonly VmName Machine = new("x0");

    private static StudySummary Study =>
        new(
            "paths",
            "sim",
            1,
            1,
            [
                Point("latency=1ms,mode=pre-copy", 1_200, 270),
                Point("latency=1ms,mode=post-copy", 1_100, 16),
                Point("latency=50ms,mode=pre-copy", 600_000, null),
                Point("latency=50ms,mode=post-copy", 172_000, 65),
            ]
        );

    [Fact]
    public void Of_SeveralPoints_BothPlotsAreDrawn()
    {
        NamedPicture drawn = StudyPlot.Of(Study, Machine)!;

        using SKBitmap picture = SKBitmap.Decode(StackedPicture.Png(drawn.Plots));
        Assert.All(
            [picture.Height / 4, picture.Height * 3 / 4],
            middle =>
                Assert.Contains(
                    Enumerable.Range(0, picture.Width).Select(x => picture.GetPixel(x, middle)),
                    color => color != SKColors.White
                )
        );
        Assert.Equal("study", drawn.Name);
        Assert.Equal(
            ["mode=pre-copy", "mode=post-copy"],
            drawn.Plots[0].Legend.GetItems().Select(item => item.LabelText)
        );
    }

    [Fact]
    public void Of_NoMigrationAnywhere_NothingIsDrawn()
    {
        StudySummary study = Study with
        {
            Points = [.. Study.Points.Select(point => Point(point.Point, null, null))],
        };

        Assert.Null(StudyPlot.Of(study, Machine));
    }

    [Fact]
    public void Table_MigrationThatDidNotEnd_SaysSo()
    {
        ReportTable table = StudyTable.Of(Study, Machine);

        Assert.Equal(["latency", "mode"], table.Columns.Take(2));
        Assert.Equal(["1ms", "pre-copy", "1.200", "270.0"], table.Rows[0].Take(4));
        Assert.Equal(["50ms", "pre-copy", "> 600.0", ""], table.Rows[2].Take(4));
    }

    private static PointSummary Point(string name, double? totalMs, double? downtimeMs) =>
        new(
            name,
            1,
            new Dictionary<string, SampleStatistics?>
            {
                ["migration.x0.total_ms"] = Of(totalMs),
                ["migration.x0.downtime_ms"] = Of(downtimeMs),
            }.ToImmutableSortedDictionary(StringComparer.Ordinal),
            []
        );

    private static SampleStatistics? Of(double? value) =>
        SampleStatistics.Of(value is { } one ? [one] : []);
}
