namespace MigSim.Experiments.Comparing;

/// <summary>The test of Kolmogorov and Smirnov: do two samples come from one distribution?</summary>
/// <param name="Distance">The largest distance between the two empirical distributions, 0 to 1.</param>
/// <param name="Chance">The probability of such a distance or a larger one, if they do.</param>
public readonly record struct KolmogorovSmirnov(double Distance, double Chance)
{
    private const int TermsMax = 100;

    /// <summary>Compares two samples; null if one is empty.</summary>
    /// <remarks>
    /// The probability is that of large samples, with the correction of Stephens (Journal of the Royal
    /// Statistical Society B 32, 1970) for smaller ones. It takes the values of a sample for independent.
    /// </remarks>
    public static KolmogorovSmirnov? Of(IEnumerable<double> left, IEnumerable<double> right)
    {
        double[] a = [.. left.Order()];
        double[] b = [.. right.Order()];
        if (a.Length == 0 || b.Length == 0)
        {
            return null;
        }

        double distance = 0;
        int i = 0;
        int j = 0;
        while (i < a.Length && j < b.Length)
        {
            double value = Math.Min(a[i], b[j]);
            while (i < a.Length && a[i] <= value)
            {
                i++;
            }

            while (j < b.Length && b[j] <= value)
            {
                j++;
            }

            distance = Math.Max(
                distance,
                Math.Abs(((double)i / a.Length) - ((double)j / b.Length))
            );
        }

        double root = Math.Sqrt((double)a.Length * b.Length / (a.Length + b.Length));
        return new KolmogorovSmirnov(distance, Tail((root + 0.12 + (0.11 / root)) * distance));
    }

    /// <summary>Gets the probability that Kolmogorov's distribution exceeds a value.</summary>
    private static double Tail(double value)
    {
        // Below this it is 1 to ten digits, and the series converges slowly.
        if (value < 0.2)
        {
            return 1;
        }

        double sum = 0;
        for (int k = 1; k <= TermsMax; k++)
        {
            double term = Math.Exp(-2 * k * k * value * value);
            sum += k % 2 == 1 ? term : -term;
            if (term < 1e-16)
            {
                break;
            }
        }

        return Math.Clamp(2 * sum, 0, 1);
    }
}
