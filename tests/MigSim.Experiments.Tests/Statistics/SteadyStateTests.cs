using MathNet.Numerics.Distributions;
using MigSim.Experiments.Statistics;

namespace MigSim.Experiments.Tests.Statistics;

public sealed class SteadyStateTests
{
    [Fact]
    public void Of_IndependentValues_HasNoWarmUpAndStudentsInterval()
    {
        SteadyState found = SteadyState.Of(Noise(2000, 1))!;

        Assert.Equal(SteadyStateVerdict.Steady, found.Verdict);
        Assert.InRange(found.WarmUp, 0, 400);
        Assert.InRange(found.Mean, 9.9, 10.1);
        // t of 19 degrees of freedom over the root of 2000.
        Assert.InRange(found.HalfInterval!.Value, 0.03, 0.07);
    }

    [Fact]
    public void Of_SeriesThatBeginsHigh_CutsTheBeginningOff()
    {
        SteadyState[] found =
        [
            .. Enumerable
                .Range(1, 200)
                .Select(seed =>
                    SteadyState.Of([
                        .. Noise(2000, seed).Select((v, i) => v + (20 * Math.Exp(-i / 60.0))),
                    ])!
                ),
        ];

        // The beginning is as small as the noise after about three times 60 values.
        Assert.All(found, one => Assert.InRange(one.WarmUp, 160, 1000));
        Assert.InRange(found.Average(one => one.WarmUp), 180, 500);
        Assert.InRange(found.Count(one => Math.Abs(one.Mean - 10) <= one.HalfInterval), 180, 198);
        Assert.InRange(found.Count(one => one.Verdict == SteadyStateVerdict.Steady), 160, 195);
    }

    [Fact]
    public void Of_SeriesThatRisesAllTheTime_SaysSo()
    {
        double[] series = [.. Noise(1000, 3).Select((v, i) => v + (i / 20.0))];

        SteadyState found = SteadyState.Of(series)!;

        Assert.Equal((SteadyStateVerdict.Unsettled, 0), (found.Verdict, found.WarmUp));
    }

    [Fact]
    public void Of_SeriesThatJumpsInItsSecondHalf_IsCorrelated()
    {
        double[] series = [.. Noise(1000, 3).Select((v, i) => v + (i < 700 ? 0 : 30))];

        Assert.Equal(SteadyStateVerdict.Correlated, SteadyState.Of(series)!.Verdict);
    }

    [Fact]
    public void Of_SlowWaves_AreCorrelated()
    {
        double[] noise = Noise(2000, 4);
        double[] series = new double[noise.Length];
        for (int i = 1; i < series.Length; i++)
        {
            series[i] = (0.998 * series[i - 1]) + (noise[i] - 10);
        }

        SteadyState found = SteadyState.Of(series)!;

        Assert.Contains(
            found.Verdict,
            (SteadyStateVerdict[])[SteadyStateVerdict.Correlated, SteadyStateVerdict.Unsettled]
        );
        Assert.NotNull(found.HalfInterval);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(60)]
    [InlineData(99)]
    public void Of_FewValues_IsTooShort(int count)
    {
        SteadyState found = SteadyState.Of(Noise(count, 5))!;

        Assert.Equal(
            (SteadyStateVerdict.TooShort, (double?)null),
            (found.Verdict, found.HalfInterval)
        );
    }

    [Fact]
    public void Of_NoValues_IsNothing() => Assert.Null(SteadyState.Of([]));

    [Fact]
    public void Of_OneValueOverAndOver_IsSteadyAndExact() =>
        Assert.Equal(
            new SteadyState(500, 0, 7, 0, SteadyStateVerdict.Steady),
            SteadyState.Of([.. Enumerable.Repeat(7.0, 500)])
        );

    [Fact]
    public void AreCorrelated_IndependentValues_AreSoInOneOfTwenty() =>
        Assert.InRange(
            Enumerable.Range(0, 4000).Count(seed => SteadyState.AreCorrelated(Noise(20, seed))),
            150,
            250
        );

    [Fact]
    public void AreCorrelated_Ramp_IsTrue() =>
        Assert.True(SteadyState.AreCorrelated([.. Enumerable.Range(0, 20).Select(i => (double)i)]));

    private static double[] Noise(int count, int seed)
    {
        double[] values = new double[count];
        Normal.Samples(new Random(seed), values, 10, 1);
        return values;
    }
}
