using MathNet.Numerics.Distributions;

namespace MigSim.Experiments.Statistics;

/// <summary>
/// The 95 % interval of a quantile between two of the values in their order, whatever the distribution
/// (W. J. Conover, Practical Nonparametric Statistics, §3.2).
/// </summary>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end.</param>
public readonly record struct QuantileInterval(double Low, double High)
{
    private const double Tail = 0.025;

    /// <summary>Gets the interval of a quantile; null where there are too few values: 6 give one of the median, 72 one of the 95 % quantile.</summary>
    /// <param name="sorted">Independent values, sorted.</param>
    /// <param name="share">The share of the distribution below the quantile, above 0 and below 1.</param>
    public static QuantileInterval? Of(double[] sorted, double share)
    {
        // The number of values below the quantile is binomial. The low end is the last value of which at most 2.5 % of samples
        // have fewer below, the high end the first of which at most 2.5 % have as many or more.
        int low = FirstAtLeast(sorted.Length, share, Tail, isStrict: true);
        int high = FirstAtLeast(sorted.Length, share, 1 - Tail, isStrict: false) + 1;
        return low >= 1 && high <= sorted.Length
            ? new QuantileInterval(sorted[low - 1], sorted[high - 1])
            : null;
    }

    /// <summary>Finds the first count whose chance of being reached or not exceeds a level.</summary>
    private static int FirstAtLeast(int trials, double share, double level, bool isStrict)
    {
        int begin = 0;
        int end = trials;
        while (begin < end)
        {
            int middle = (begin + end) / 2;
            double chance = Binomial.CDF(share, trials, middle);
            if (isStrict ? chance > level : chance >= level)
            {
                end = middle;
            }
            else
            {
                begin = middle + 1;
            }
        }

        return begin;
    }
}
