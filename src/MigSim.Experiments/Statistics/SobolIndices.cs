using MathNet.Numerics.Random;
using MathNet.Numerics.Statistics;

namespace MigSim.Experiments.Statistics;

/// <summary>Estimates Sobol's indices from the values at the rows of a Saltelli design.</summary>
/// <remarks>
/// First order: A. Saltelli et al., Computer Physics Communications 181 (2010) 259–270, table 2 (b); total: M. J. W. Jansen,
/// Computer Physics Communications 117 (1999) 35–43. Intervals: percentiles of a bootstrap over the blocks of the design
/// (G. E. B. Archer, A. Saltelli, I. M. Sobol, Journal of Statistical Computation and Simulation 58, 1997); as the points are more even
/// than random ones, they are rather too wide than too narrow.
/// </remarks>
internal static class SobolIndices
{
    /// <summary>Fewer blocks than this tell nothing.</summary>
    public const int BlocksMin = 2;

    private const int Resamples = 1000;
    private const int Seed = 1;

    /// <summary>Estimates the indices.</summary>
    /// <param name="axes">The names of the dimensions.</param>
    /// <param name="blocks">The values of each block of the design: at A, at B, then at A with one coordinate of B each.</param>
    /// <returns>An index for each axis; none if there are too few blocks, or the values do not vary.</returns>
    public static SobolIndex[] Of(IReadOnlyList<string> axes, double[][] blocks)
    {
        if (blocks.Length < BlocksMin)
        {
            return [];
        }

        // The estimate of the first order spreads less about values without a mean.
        double mean = blocks.Average(block => (block[0] + block[1]) / 2);
        double[][] centred = [.. blocks.Select(block => block.Select(v => v - mean).ToArray())];
        bool varies = centred.Any(block => block.Any(v => Math.Abs(v) > 1e-9 * Math.Abs(mean)));
        if (!varies || Estimates(centred, axes.Count) is not { } found)
        {
            return [];
        }

        List<(double First, double Total)[]> resampled = Resample(centred, axes.Count);
        return
        [
            .. axes.Select(
                (axis, i) =>
                    new SobolIndex(
                        axis,
                        Between(found[i].First, resampled.Select(one => one[i].First)),
                        Between(found[i].Total, resampled.Select(one => one[i].Total))
                    )
            ),
        ];
    }

    private static List<(double First, double Total)[]> Resample(double[][] blocks, int dimensions)
    {
        var random = new Xoshiro256StarStar(Seed, threadSafe: false);
        var resampled = new List<(double First, double Total)[]>(Resamples);
        double[][] drawn = new double[blocks.Length][];
        for (int i = 0; i < Resamples; i++)
        {
            for (int j = 0; j < drawn.Length; j++)
            {
                drawn[j] = blocks[random.Next(blocks.Length)];
            }

            if (Estimates(drawn, dimensions) is { } estimates)
            {
                resampled.Add(estimates);
            }
        }

        return resampled;
    }

    private static (double First, double Total)[]? Estimates(double[][] blocks, int dimensions)
    {
        double variance = Variance(blocks);
        if (!(variance > 0))
        {
            return null;
        }

        (double First, double Total)[] estimates = new (double, double)[dimensions];
        for (int i = 0; i < dimensions; i++)
        {
            double first = 0;
            double total = 0;
            foreach (double[] block in blocks)
            {
                (double a, double b, double mixed) = (block[0], block[1], block[2 + i]);
                first += b * (mixed - a);
                total += (a - mixed) * (a - mixed);
            }

            estimates[i] = (
                first / blocks.Length / variance,
                total / (2.0 * blocks.Length) / variance
            );
        }

        return estimates;
    }

    // Of the independent points alone, A and B.
    private static double Variance(double[][] blocks)
    {
        double sum = 0;
        double squares = 0;
        foreach (double[] block in blocks)
        {
            sum += block[0] + block[1];
            squares += (block[0] * block[0]) + (block[1] * block[1]);
        }

        double count = 2.0 * blocks.Length;
        return (squares / count) - (sum / count * (sum / count));
    }

    private static Estimate Between(double value, IEnumerable<double> resampled)
    {
        double[] sorted = [.. resampled.Order()];
        return new Estimate(value, Quantile(sorted, 0.025), Quantile(sorted, 0.975));
    }

    private static double Quantile(double[] sorted, double share) =>
        SortedArrayStatistics.QuantileCustom(sorted, share, QuantileDefinition.R7);
}
