using System.Collections.Immutable;
using System.Text;
using MigSim.Reporting.Plots;
using ScottPlot;

namespace MigSim.Reporting.Tests.Plots;

public sealed class PredictionPlotTests
{
    private static readonly (double Measured, double Predicted, double Low, double High) s_inside =
        (10, 11, 9, 13);

    private static readonly (double Measured, double Predicted, double Low, double High) s_outside =
        (20, 11, 9, 13);

    [Fact]
    public void Draw_ValuesInAndOutsideOfTheirInterval_AreToldApart()
    {
        Assert.Equal(
            ["as measured", "measured in the 95 % interval", "outside of it"],
            Legend(s_inside, s_outside)
        );
        Assert.Equal(["as measured", "measured in the 95 % interval"], Legend(s_inside));
    }

    [Fact]
    public void Write_TwoMetrics_OnePictureOfBoth()
    {
        using var stream = new MemoryStream();
        PredictionPlot.Write(
            stream,
            "lab",
            [("total_ms", [s_inside]), ("downtime_ms", [s_outside])]
        );
        string svg = Encoding.UTF8.GetString(stream.ToArray());
        Assert.Contains("total_ms, measured", svg, StringComparison.Ordinal);
        Assert.Contains("downtime_ms, predicted", svg, StringComparison.Ordinal);
    }

    private static ImmutableArray<string> Legend(
        params ImmutableArray<(double, double, double, double)> values
    )
    {
        Plot plot = PredictionPlot.Draw("lab", "total_ms", values);
        return [.. plot.Legend.GetItems().Select(item => item.LabelText)];
    }
}
