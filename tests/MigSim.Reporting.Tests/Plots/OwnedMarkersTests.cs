using MigSim.Reporting.Plots;
using ScottPlot;

namespace MigSim.Reporting.Tests.Plots;

public sealed class OwnedMarkersTests
{
    public static TheoryData<MarkerShape> Shapes =>
        [
            MarkerShape.FilledCircle,
            MarkerShape.FilledTriangleUp,
            MarkerShape.OpenTriangleUp,
            MarkerShape.OpenDiamond,
            MarkerShape.Eks,
        ];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Png_Marker_IsDrawnWhereTheLibraryWouldDrawIt(MarkerShape shape)
    {
        Plot expected = Marked(shape);
        Plot plot = Marked(shape);
        byte[] other = Marked(MarkerShape.FilledSquare).GetImageBytes(300, 200, ImageFormat.Bmp);

        OwnedMarkers.Apply(plot);

        byte[] drawn = plot.GetImageBytes(300, 200, ImageFormat.Bmp);
        int different = Different(expected.GetImageBytes(300, 200, ImageFormat.Bmp), drawn);
        Assert.InRange(different, 0, Different(other, drawn) / 20);
    }

    [Fact]
    public void Apply_ShapeThatIsNotKnown_IsRefused() =>
        Assert.Throws<NotSupportedException>(() => OwnedMarkers.Apply(Marked(MarkerShape.HashTag)));

    /// <summary>Where a path is freed under its reader, the process of the tests ends.</summary>
    [Fact]
    public void WriteSvg_WhileGarbageIsCollected_IsDrawn()
    {
        using var done = new CancellationTokenSource();
        var collector = new Thread(() =>
        {
            while (!done.IsCancellationRequested)
            {
                GC.Collect(0);
                GC.WaitForPendingFinalizers();
                Thread.Sleep(1);
            }
        });
        collector.Start();
        try
        {
            Plot plot = Marked(MarkerShape.Eks, count: 200);
            for (int times = 0; times < 200; times++)
            {
                using var stream = new MemoryStream();
                StackedPicture.WriteSvg(stream, [plot]);
                Assert.True(stream.Length > 0);
            }
        }
        finally
        {
            done.Cancel();
            collector.Join();
        }
    }

    private static Plot Marked(MarkerShape shape, int count = 3)
    {
        var plot = new Plot();
        double[] places = [.. Enumerable.Range(0, count).Select(place => (double)place)];
        plot.Add.Markers(places, places, shape, 40, Colors.Blue);
        return plot;
    }

    private static int Different(byte[] one, byte[] other) =>
        one.Zip(other).Count(pair => Math.Abs(pair.First - pair.Second) > 64);
}
