using System.Text;
using System.Text.RegularExpressions;
using MigSim.Reporting.Plots;
using ScottPlot;

namespace MigSim.Reporting.Tests.Plots;

public sealed partial class StackedPictureTests
{
    [Fact]
    public void WriteSvg_TheSamePictureLater_HasTheSameBytes() => Assert.Equal(Draw(), Draw());

    [Fact]
    public void WriteSvg_Clips_EachIsDefinedOnceAndUsed()
    {
        string svg = Draw();
        string[] defined = [.. Definitions().Matches(svg).Select(match => match.Value)];
        Assert.NotEmpty(defined);
        Assert.Distinct(defined);
        Assert.Equal(
            defined.Order(),
            Uses().Matches(svg).Select(use => use.Value).Distinct().Order()
        );
    }

    private static string Draw()
    {
        using var stream = new MemoryStream();
        Plot[] plots = [new(), new()];
        Array.ForEach(plots, plot => plot.Add.Signal([1, 2, 3]));
        StackedPicture.WriteSvg(stream, plots);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    [GeneratedRegex("(?<= id=\")[^\"]+")]
    private static partial Regex Definitions();

    [GeneratedRegex("(?<=url\\(#)[^)]+")]
    private static partial Regex Uses();
}
