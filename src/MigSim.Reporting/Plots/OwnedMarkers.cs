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

    private static readonly IMarker s_filledTriangle = new Marker(
        [s_triangle],
        IsClosed: true,
        IsFilled: true
    );
    private static readonly IMarker s_openTriangle = new Marker(
        [s_triangle],
        IsClosed: true,
        IsFilled: false
    );

    private static readonly IMarker s_openDiamond = new Marker(
        [
            [(Half, 0), (0, Half), (-Half, 0), (0, -Half)],
        ],
        IsClosed: true,
        IsFilled: false
    );

    private static readonly IMarker s_cross = new Marker(
        [
            [(-Half, -Half), (Half, Half)],
            [(-Half, Half), (Half, -Half)],
        ],
        IsClosed: false,
        IsFilled: false
    );

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
            MarkerShape.FilledTriangleUp => s_filledTriangle,
            MarkerShape.OpenTriangleUp => s_openTriangle,
            MarkerShape.OpenDiamond => s_openDiamond,
            MarkerShape.Eks => s_cross,
            _ => throw new NotSupportedException($"No marker here is a {shape}."),
        };

    // Lines between points around the center of a marker of size 1.
    private sealed record Marker(
        ImmutableArray<ImmutableArray<(float X, float Y)>> Lines,
        bool IsClosed,
        bool IsFilled
    ) : IMarker
    {
        public void Render(
            SKCanvas canvas,
            Paint paint,
            Pixel center,
            float size,
            MarkerStyle markerStyle
        )
        {
            foreach (ImmutableArray<(float X, float Y)> line in Lines)
            {
                Pixel[] pixels =
                [
                    .. line.Select(point => new Pixel(
                        center.X + (size * point.X),
                        center.Y + (size * point.Y)
                    )),
                ];
                if (IsFilled)
                {
                    var place = new PixelRect(center, size);
                    Drawing.FillPath(canvas, paint, pixels, markerStyle.FillStyle, place);
                }

                LineStyle style = IsFilled ? markerStyle.OutlineStyle : markerStyle.LineStyle;
                Drawing.DrawPath(canvas, paint, pixels, style, IsClosed);
            }
        }
    }
}
