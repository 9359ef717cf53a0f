using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using MigSim.Reporting.Folders;
using ScottPlot;
using SkiaSharp;

namespace MigSim.Reporting.Plots;

/// <summary>Plots one above the other in one picture.</summary>
internal static partial class StackedPicture
{
    /// <summary>Writes the picture as PNG and as SVG.</summary>
    /// <param name="path">Where to, without the ending.</param>
    /// <param name="plots">The plots, from the top.</param>
    public static void Save(string path, IReadOnlyList<Plot> plots) =>
        Save(path, Png(plots), plots);

    /// <summary>Writes a picture under its name, as PNG and as SVG.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="picture">The picture.</param>
    /// <param name="prefix">What the names of the files begin with.</param>
    public static void Save(string folder, NamedPicture picture, string prefix = "") =>
        Save(
            Path.Combine(folder, StudyFolder.FileName(prefix + picture.Name)),
            picture.Png,
            picture.Plots
        );

    private static void Save(string path, byte[] png, IReadOnlyList<Plot> plots)
    {
        StagedFile.Write(path + ".png", stream => stream.Write(png));
        StagedFile.Write(path + ".svg", stream => WriteSvg(stream, plots));
    }

    /// <summary>Writes one plot at its full height as PNG and as SVG.</summary>
    /// <param name="path">Where to, without the ending.</param>
    /// <param name="plot">The plot.</param>
    /// <remarks>
    /// Not by <see cref="Plot.SaveSvg"/>: it leaves its canvas to the finalizer, which then writes into a stream that is gone, and
    /// now and then ends the process (mono/SkiaSharp issue 2204).
    /// </remarks>
    public static void Save(string path, Plot plot)
    {
        File.WriteAllBytes(path + ".png", Png([plot], PlotTheme.HeightPixels));
        using FileStream stream = File.Create(path + ".svg");
        WriteSvg(stream, [plot], PlotTheme.HeightPixels);
    }

    /// <summary>Writes the picture as SVG.</summary>
    public static void WriteSvg(Stream stream, IReadOnlyList<Plot> plots) =>
        WriteSvg(stream, plots, Height(plots));

    private static void WriteSvg(Stream stream, IReadOnlyList<Plot> plots, int height)
    {
        using var drawn = new MemoryStream();
        using (
            SKCanvas canvas = SKSvgCanvas.Create(
                SKRect.Create(PlotTheme.WidthPixels, height),
                drawn
            )
        )
        {
            Render(canvas, plots, height);
        }

        stream.Write(Encoding.UTF8.GetBytes(Renumber(Encoding.UTF8.GetString(drawn.ToArray()))));
    }

    // The library numbers the clips of a picture through the process: the same picture, drawn later, would have other bytes.
    private static string Renumber(string svg)
    {
        var names = new Dictionary<string, string>();
        return References()
            .Replace(
                svg,
                match =>
                {
                    if (!names.TryGetValue(match.Value, out string? name))
                    {
                        string number = names.Count.ToString(CultureInfo.InvariantCulture);
                        name = $"{match.Groups["kind"].Value}_{number}";
                        names.Add(match.Value, name);
                    }

                    return name;
                }
            );
    }

    [GeneratedRegex("""(?<=\bid="|url\(#|href="#)(?<kind>[a-z]+)_[0-9a-f]+""")]
    private static partial Regex References();

    /// <summary>Draws the picture as PNG.</summary>
    public static byte[] Png(IReadOnlyList<Plot> plots) => Png(plots, Height(plots));

    private static byte[] Png(IReadOnlyList<Plot> plots, int height)
    {
        using var surface = SKSurface.Create(new SKImageInfo(PlotTheme.WidthPixels, height));
        Render(surface.Canvas, plots, height);
        using SKImage image = surface.Snapshot();
        using SKData data = image.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    private static int Height(IReadOnlyList<Plot> plots) =>
        PlotTheme.HeightPixels * 2 / 3 * plots.Count;

    private static void Render(SKCanvas canvas, IReadOnlyList<Plot> plots, int height)
    {
        canvas.Clear(SKColors.White);
        float each = (float)height / plots.Count;
        for (int i = 0; i < plots.Count; i++)
        {
            var place = new PixelRect(0, PlotTheme.WidthPixels, (i + 1) * each, i * each);
            canvas.Save();
            canvas.ClipRect(new SKRect(place.Left, place.Top, place.Right, place.Bottom));
            OwnedMarkers.Apply(plots[i]);
            plots[i].Render(canvas, place);
            canvas.Restore();
        }

        // What a plot keeps, such as the bitmap of a heat map, is read by native code until here.
        GC.KeepAlive(plots);
    }
}
