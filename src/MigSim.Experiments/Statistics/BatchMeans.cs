using MathNet.Numerics.Statistics;

namespace MigSim.Experiments.Statistics;

/// <summary>
/// Means over stretches of a series. Values that follow each other are alike, means over long stretches
/// hardly: they may be taken for independent (Law, Simulation Modeling and Analysis, §9.5.3).
/// </summary>
internal static class BatchMeans
{
    /// <summary>How many stretches a series of 100 values or more is cut into.</summary>
    public const int BatchesMax = 20;

    private const int ValuesMin = 5;

    /// <summary>Cuts a series into equal stretches, at most 20 and none shorter than 5 values.</summary>
    /// <returns>Their means; fewer than two if the series is too short.</returns>
    public static double[] Of(IReadOnlyList<double> series)
    {
        int count = Math.Min(BatchesMax, series.Count / ValuesMin);
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(batch =>
                {
                    int begin = (int)((long)series.Count * batch / count);
                    int end = (int)((long)series.Count * (batch + 1) / count);
                    return ArrayStatistics.Mean([
                        .. Enumerable.Range(begin, end - begin).Select(i => series[i]),
                    ]);
                }),
        ];
    }
}
