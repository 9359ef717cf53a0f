using System.Collections.Immutable;
using ScottPlot;
using SkiaSharp;

namespace MigSim.Reporting.Plots;

/// <summary>Colours that colour-blind readers can tell apart (Okabe and Ito), and one font.</summary>
internal static class PlotTheme
{
    /// <summary>The width of a picture in pixels.</summary>
    public const int WidthPixels = 1600;

    /// <summary>The height of a picture in pixels.</summary>
    public const int HeightPixels = 900;

    /// <summary>The room in pixels that the last label of an axis takes, half of which is beyond the axis's end.</summary>
    public const float LastLabelPixels = 60;

    private const string FontName = "DejaVu Sans";

    // Not dashes: they cannot be written as SVG.
    private static readonly MarkerShape[] s_markers =
    [
        MarkerShape.FilledCircle,
        MarkerShape.OpenSquare,
        MarkerShape.FilledTriangleUp,
        MarkerShape.OpenDiamond,
        MarkerShape.FilledSquare,
    ];

    static PlotTheme() => Fonts.FontResolvers.Insert(0, new EmbeddedFont());

    public static Color Sample { get; } = Color.FromHex("#0072B2");

    public static Color Mean { get; } = Color.FromHex("#000000");

    public static Color Lost { get; } = Color.FromHex("#D55E00");

    public static Color Published { get; } = Color.FromHex("#A03070");

    public static Color Stop { get; } = Color.FromHex("#8A7A00");

    private static ImmutableArray<Color> SeriesColors { get; } =
    [Sample, Lost, Color.FromHex("#009E73"), Published, Stop, Mean];

    /// <summary>Gets the colour of one of several lines.</summary>
    public static Color SeriesColor(int index) => SeriesColors[index % SeriesColors.Length];

    /// <summary>Gets its marker, another one each time that the colours are used up.</summary>
    public static MarkerShape SeriesMarker(int index) =>
        s_markers[index / SeriesColors.Length % s_markers.Length];

    /// <summary>Gets its marker's size: earlier ones are larger, to be seen behind later ones at the same place.</summary>
    public static float SeriesMarkerSize(int index, int count) =>
        9 + (2.5f * Math.Min(4, Math.Max(0, count - 1 - index)));

    /// <summary>Makes an empty plot in the house style.</summary>
    public static Plot CreatePlot()
    {
        var plot = new Plot();
        plot.Font.Set(FontName);
        plot.Axes.Title.Label.Bold = false;
        plot.Axes.Title.Label.FontSize = 22;
        foreach (IAxis axis in plot.Axes.GetAxes())
        {
            axis.Label.Bold = false;
            axis.Label.FontSize = 18;
            axis.TickLabelStyle.FontSize = 15;
            axis.TickLabelStyle.FontName = FontName;
        }

        plot.Grid.MajorLineColor = Colors.Black.WithAlpha(0.08);
        plot.Legend.FontSize = 15;
        plot.Legend.FontName = FontName;
        return plot;
    }

    /// <summary>Gets how a phase is shaded.</summary>
    public static Color Shade(PhaseKind kind) =>
        kind switch
        {
            PhaseKind.During => Color.FromHex("#999999").WithAlpha(0.16),
            PhaseKind.Copy => Color.FromHex("#E69F00").WithAlpha(0.30),
            PhaseKind.Boot => Color.FromHex("#CC79A7").WithAlpha(0.25),
            PhaseKind.Suspended => Color.FromHex("#D55E00").WithAlpha(0.45),
            _ => Color.FromHex("#009E73").WithAlpha(0.10),
        };

    private sealed class EmbeddedFont : IFontResolver
    {
        private readonly SKTypeface _typeface = Load();

        public SKTypeface? CreateTypeface(
            string fontName,
            FontWeight weight,
            FontSlant slant,
            FontSpacing spacing
        ) => _typeface;

        public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) => _typeface;

        private static SKTypeface Load()
        {
            using Stream stream =
                typeof(PlotTheme).Assembly.GetManifestResourceStream("DejaVuSans.ttf")
                ?? throw new InvalidOperationException("The font is not part of this program.");
            return SKTypeface.FromStream(stream);
        }
    }
}
