using System.Collections.Immutable;
using ScottPlot;
using SkiaSharp;

namespace MigSim.Reporting.Plots;

/// <summary>Markers whose paths live until they are drawn.</summary>
/// <remarks>
/// ScottPlot 5.1.59 leaves the paths of such markers to the finalizer, and SkiaSharp does not keep what it draws: a collection at
/// that moment frees the path under its reader, and the process ends (mono/SkiaSharp issue 2821). Circles and squares need no path.
/// </remarks>
internal static class OwnedMarkers
{
    private const float Half = 0.5f;

    // The radius of the circle around a triangle, whose sides are as long as the marker is large.
    private static readonly float s_radius = 1 / MathF.Sqrt(3);

    private static readonly ImmutableArray<(float X, float Y)> s_triangle =
    [
        (0, -s_radius),
        (Half, s_radius / 2),
        (-Half, s_radius / 2),
    ];

    private static readonly ImmutableArray<(float X, float Y)> s_diamond =
    [
        (Half, 0),
        (0, Half),
        (-Half, 0),
        (0, -Half),
    ];

    /// <summary>Gives all markers of a plot such paths.</summary>
    /// <exception cref="NotSupportedException">A shape is neither drawn here nor known to need no path.</exception>
    public static void Apply(Plot plot)
    {
        foreach (IHasMarker marked in plot.GetPlottables().OfType<IHasMarker>())
        {
            marked.MarkerStyle.CustomRenderer = For(marked.MarkerShape);
        }
    }

    private static IMarker? For(MarkerShape shape) =>
        shape switch
        {
            MarkerShape.None
            or MarkerShape.FilledCircle
            or MarkerShape.OpenCircle
            or MarkerShape.FilledSquare
            or MarkerShape.OpenSquare => null,
            MarkerShape.FilledTriangleUp => new Polygon(s_triangle, IsFilled: true),
            MarkerShape.OpenTriangleUp => new Polygon(s_triangle, IsFilled: false),
            MarkerShape.OpenDiamond => new Polygon(s_diamond, IsFilled: false),
            MarkerShape.Eks => new Cross(),
            _ => throw new NotSupportedException($"No marker here is a {shape}."),
        };

    private sealed record Polygon(ImmutableArray<(float X, float Y)> Corners, bool IsFilled)
        : IMarker
    {
        public void Render(
            SKCanvas canvas,
            Paint paint,
            Pixel center,
            float size,
            MarkerStyle markerStyle
        )
        {
            Pixel[] pixels =
            [
                .. Corners.Select(corner => new Pixel(
                    center.X + (size * corner.X),
                    center.Y + (size * corner.Y)
                )),
            ];
            if (IsFilled)
            {
                var place = new PixelRect(center, size);
                Drawing.FillPath(canvas, paint, pixels, markerStyle.FillStyle, place);
                Drawing.DrawPath(canvas, paint, pixels, markerStyle.OutlineStyle, close: true);
            }
            else
            {
                Drawing.DrawPath(canvas, paint, pixels, markerStyle.LineStyle, close: true);
            }
        }
    }

    private sealed record Cross : IMarker
    {
        public void Render(
            SKCanvas canvas,
            Paint paint,
            Pixel center,
            float size,
            MarkerStyle markerStyle
        )
        {
            foreach (float slope in (float[])[1, -1])
            {
                float side = size * Half;
                Pixel[] line =
                [
                    new(center.X - side, center.Y - (slope * side)),
                    new(center.X + side, center.Y + (slope * side)),
                ];
                Drawing.DrawPath(canvas, paint, line, markerStyle.LineStyle);
            }
        }
    }
}
