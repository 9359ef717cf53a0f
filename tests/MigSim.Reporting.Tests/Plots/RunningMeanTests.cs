using System.Collections.Immutable;
using MigSim.Measurement;
using MigSim.Reporting.Plots;

namespace MigSim.Reporting.Tests.Plots;

public sealed class RunningMeanTests
{
    [Fact]
    public void Of_SilenceLongerThanTheWindow_EndsAPiece()
    {
        (double[] Seconds, double[] Milliseconds)[] pieces = Of([0, 0.1, 0.2, 0.6, 0.7], []);
        Assert.Equal([3, 2], pieces.Select(piece => piece.Seconds.Length));
        Assert.All(pieces.SelectMany(piece => piece.Milliseconds), mean => Assert.Equal(1, mean));
    }

    [Fact]
    public void Of_ABorder_EndsAPiece() =>
        Assert.Equal(
            [2, 1],
            Of([0, 0.1, 0.2], [TimeSpan.FromSeconds(0.15)]).Select(piece => piece.Seconds.Length)
        );

    private static (double[] Seconds, double[] Milliseconds)[] Of(
        double[] seconds,
        TimeSpan[] borders
    )
    {
        ImmutableArray<ProbeSample> samples =
        [
            .. seconds.Select(
                (at, index) =>
                    new ProbeSample(index, TimeSpan.FromSeconds(at), TimeSpan.FromMilliseconds(1))
            ),
        ];
        return [.. RunningMean.Of(samples, TimeSpan.FromSeconds(0.25), borders)];
    }
}
