using System.Globalization;
using MigSim.Calibration.Baselines;
using MigSim.Models.Memory;

namespace MigSim.Calibration.Tests.Baselines;

/// <summary>
/// The sample that was posted with the method, and the table that was predicted from it: times are
/// rounded up to seconds.
/// </summary>
public sealed class GudkovPredictorTests
{
    private const double Sampled = 16_392;
    private const double SampledZero = 10_060;
    private const double AllPages = 8_392_704;
    private const double Scale = AllPages / Sampled;
    private const double Gigabit = (1 << 30) / 8.0;

    private static readonly double[] Limits = [double.PositiveInfinity, 5, 1, 0.5, 0.25, 0.125];

    private static readonly (int Milliseconds, int Dirty)[] Periods =
    [
        (125, 33),
        (250, 78),
        (375, 119),
        (500, 151),
        (750, 217),
        (1000, 236),
        (1500, 293),
        (2000, 336),
        (3000, 425),
        (4001, 505),
        (6000, 620),
        (8000, 756),
        (10_000, 898),
        (15_000, 1204),
        (20_000, 1457),
        (25_000, 1723),
        (30_000, 1934),
        (35_000, 2141),
        (40_000, 2328),
        (45_000, 2522),
        (50_000, 2675),
        (60_000, 2958),
    ];

    [Theory]
    [InlineData(0.1, "16m59s - - - - -")]
    [InlineData(1, "1m40s - - - - -")]
    [InlineData(2, "50s 1m41s - - - -")]
    [InlineData(2.5, "40s 1m07s - - - -")]
    [InlineData(5, "20s 25s 28s 31s 46s 48s")]
    [InlineData(10, "10s 12s 12s 12s 12s 13s")]
    [InlineData(25, "4s 4s 5s 5s 5s 5s")]
    [InlineData(40, "3s 3s 3s 3s 3s 3s")]
    public void TotalSeconds_PostedSample_PostedTable(double gigabits, string expected)
    {
        // The table's first row counts 100 Mbit/s as 100 · 2^20.
        double rate = gigabits < 1 ? gigabits * 10 * 100 * (1 << 20) / 8.0 : gigabits * Gigabit;
        IEnumerable<string> row = Limits.Select(limit => Text(Predict(rate, limit)));
        Assert.Equal(expected.Split(' '), row);
    }

    [Theory]
    [InlineData(5, 19.9, 24.4, 27.1, 30.7, 45.6, 47.7)]
    [InlineData(10, 9.9, 11.3, 11.8, 11.8, 12.0, 12.1)]
    [InlineData(25, 4.0, 4.0, 4.3, 4.3, 4.4, 4.4)]
    [InlineData(40, 2.5, 2.5, 2.6, 2.6, 2.6, 2.7)]
    public void TotalSeconds_PostedSample_BeforeRounding(
        double gigabits,
        params double[] expected
    ) =>
        Assert.Equal(
            expected,
            Limits.Select(limit => Math.Round(Predict(gigabits * Gigabit, limit)!.Value, 1))
        );

    private static double? Predict(double rate, double limit)
    {
        var curve = new SampledCurve(
            [.. Periods.Select(p => new CurvePoint(p.Milliseconds / 1000.0, p.Dirty * Scale))],
            asPowers: false,
            double.PositiveInfinity
        );
        double content = (Sampled - SampledZero) * Scale;
        return GudkovPredictor.TotalSeconds(content, SampledZero * Scale, rate, limit, curve);
    }

    private static string Text(double? seconds)
    {
        if (seconds is not { } time)
        {
            return "-";
        }

        int whole = (int)Math.Ceiling(time);
        return whole < 60
            ? $"{whole}s"
            : string.Create(CultureInfo.InvariantCulture, $"{whole / 60}m{whole % 60:00}s");
    }
}
