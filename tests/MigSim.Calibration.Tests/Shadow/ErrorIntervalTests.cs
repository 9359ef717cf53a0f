using MathNet.Numerics.Distributions;
using MigSim.Calibration.Shadow;

namespace MigSim.Calibration.Tests.Shadow;

/// <summary>Intervals for the next run, from the errors of earlier ones.</summary>
public sealed class ErrorIntervalTests
{
    private const string Metric = "migration.x0.total_ms";

    [Theory]
    [InlineData(true, 3)]
    [InlineData(true, 12)]
    [InlineData(false, 3)]
    [InlineData(false, 12)]
    public void Of_ErrorsOfOneDistribution_CoversTheNextOneNineteenTimesOutOfTwenty(
        bool isRelative,
        int count
    )
    {
        const int repetitions = 4000;
        var random = new Random(1);
        int covered = 0;
        for (int i = 0; i < repetitions; i++)
        {
            PastError[] past = [.. Enumerable.Range(0, count).Select(_ => Next())];
            PastError next = Next();
            var interval = ErrorInterval.Of(next.Predicted, past, isRelative);
            covered +=
                next.Measured >= interval!.Value.Low && next.Measured <= interval.Value.High
                    ? 1
                    : 0;
        }

        // Four standard deviations of a share of 95 % in 4000.
        Assert.InRange((double)covered / repetitions, 0.936, 0.964);

        // A model that is 30 % too low, by what the runs scatter.
        PastError Next()
        {
            double predicted = 1000 + (9000 * random.NextDouble());
            double error = Normal.Sample(random, 0, 1);
            double measured = isRelative
                ? predicted * 1.3 * Math.Exp(0.2 * error)
                : predicted + 300 + (50 * error);
            return new PastError(Metric, predicted, measured);
        }
    }

    [Fact]
    public void Of_TwoErrors_TellsNothing() =>
        Assert.Null(ErrorInterval.Of(5, [new(Metric, 1, 1), new(Metric, 1, 2)], true));

    [Fact]
    public void Of_CountsThatMayBeZero_TakesDifferencesAndNoNegativeCount()
    {
        var (low, high) = ErrorInterval
            .Of(2, [new(Metric, 0, 0), new(Metric, 1, 0), new(Metric, 2, 4)], true)!
            .Value;
        Assert.Equal(0, low);
        Assert.InRange(high, 4, 20);
    }
}
