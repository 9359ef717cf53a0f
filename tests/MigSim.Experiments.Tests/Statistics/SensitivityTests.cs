using System.Collections.Immutable;
using MathNet.Numerics.Random;
using MigSim.Experiments.Sampling;
using MigSim.Experiments.Statistics;

namespace MigSim.Experiments.Tests.Statistics;

/// <summary>
/// The function of Ishigami and Homma, sin x1 + a sin² x2 + b x3⁴ sin x1 over (-π, π)³, whose indices are known.
/// </summary>
public sealed class SensitivityTests
{
    private const double A = 7;
    private const double B = 0.1;
    private static readonly string[] Axes = ["x1", "x2", "x3"];

    private static readonly double[] First = [0.3139, 0.4424, 0];
    private static readonly double[] Total = [0.5576, 0.4424, 0.2437];

    [Fact]
    public void Analytic_Values_AreThoseOfTheFormulas()
    {
        double first = 0.5 * Math.Pow(1 + (B * Math.Pow(Math.PI, 4) / 5), 2);
        double second = A * A / 8;
        double both = B * B * Math.Pow(Math.PI, 8) * 8 / 225;
        double variance = first + second + both;

        Assert.Equal(First, [first / variance, second / variance, 0], Near(1e-4));
        Assert.Equal(
            Total,
            [(first + both) / variance, second / variance, both / variance],
            Near(1e-4)
        );
    }

    [Fact]
    public void Sobol_Ishigami_IndicesWithinTwoHundredths()
    {
        SobolIndex[] found = Indices(4096, seed: 1);

        Assert.Equal(Axes, found.Select(index => index.Axis));
        Assert.Equal(First, found.Select(index => index.First.Value), Near(0.02));
        Assert.Equal(Total, found.Select(index => index.Total.Value), Near(0.02));
    }

    [Fact]
    public void Sobol_Ishigami_IntervalsHoldTheTruth()
    {
        const int Trials = 60;
        SobolIndex[][] found = [.. Enumerable.Range(1, Trials).Select(seed => Indices(256, seed))];

        for (int i = 0; i < Axes.Length; i++)
        {
            // They are too wide for points as even as these.
            Assert.InRange(found.Count(f => Holds(f[i].First, First[i])), 0.9 * Trials, Trials);
            Assert.InRange(found.Count(f => Holds(f[i].Total, Total[i])), 0.9 * Trials, Trials);
            Assert.InRange(found.Average(f => f[i].Total.High - f[i].Total.Low), 0.01, 0.35);
        }
    }

    [Fact]
    public void Sobol_RandomPoints_IntervalsHoldTheTruthAsOftenAsTheySay()
    {
        const int Trials = 200;
        var random = new MersenneTwister(4);
        int first = 0;
        int total = 0;
        for (int i = 0; i < Trials; i++)
        {
            double[][] blocks =
            [
                .. Enumerable.Range(0, 300).Select(_ => Block(random.NextDoubles(6))),
            ];
            SobolIndex found = SobolIndices.Of(Axes, blocks)[0];
            first += Holds(found.First, First[0]) ? 1 : 0;
            total += Holds(found.Total, Total[0]) ? 1 : 0;
        }

        Assert.InRange((double)first / Trials, 0.90, 0.99);
        Assert.InRange((double)total / Trials, 0.90, 0.99);
    }

    [Fact]
    public void Sobol_SameValues_SameIntervals() =>
        Assert.Equal(Indices(32, seed: 3), Indices(32, seed: 3));

    [Fact]
    public void Sobol_NothingVaries_NoIndices() =>
        Assert.Empty(
            SobolIndices.Of(
                Axes,
                [
                    [0.1, 0.1, 0.1, 0.1, 0.1],
                    [0.1, 0.1, 0.1, 0.1, 0.1],
                ]
            )
        );

    [Fact]
    public void Sobol_OneBlock_NoIndices() =>
        Assert.Empty(
            SobolIndices.Of(
                Axes,
                [
                    [1, 2, 3, 4, 5],
                ]
            )
        );

    [Fact]
    public void Morris_Effects_AsByHand()
    {
        MorrisEffect effect = MorrisEffects.Of("x", [3, -1, 2, 4])!;

        Assert.Equal(2, effect.Mu);
        Assert.Equal(2.5, effect.MuStar.Value);
        Assert.Equal(Math.Sqrt(14.0 / 3), effect.Sigma, 12);
        // Magnitudes 3 1 2 4: standard deviation 1.291, Student's t of 3 degrees of freedom 3.182.
        Assert.Equal(2.5 + (3.182 * 1.2910 / 2), effect.MuStar.High, 1e-3);
    }

    internal static double Ishigami(double[] unit)
    {
        double[] x = [.. unit.Select(u => Math.PI * ((2 * u) - 1))];
        double s = Math.Sin(x[1]);
        return (Math.Sin(x[0]) * (1 + (B * Math.Pow(x[2], 4)))) + (A * s * s);
    }

    private static SobolIndex[] Indices(int samples, int seed)
    {
        double[][] points = SaltelliDesign.Points(3, samples, new MersenneTwister(seed));
        return SobolIndices.Of(Axes, [.. points.Select(Ishigami).Chunk(5)]);
    }

    private static double[] Block(double[] draws)
    {
        double[] a = draws[..3];
        double[] b = draws[3..];
        return
        [
            Ishigami(a),
            Ishigami(b),
            .. Enumerable
                .Range(0, 3)
                .Select(i => Ishigami([.. a.Select((value, j) => j == i ? b[j] : value)])),
        ];
    }

    private static bool Holds(Estimate estimate, double truth) =>
        estimate.Low <= truth && truth <= estimate.High;

    private static Func<double, double, bool> Near(double tolerance) =>
        (a, b) => Math.Abs(a - b) <= tolerance;
}
