namespace MigSim.Experiments.Statistics;

/// <summary>
/// Finds where a series has forgotten how it began, by the rule MSER-5: cut off as much as makes the standard error of the rest,
/// in means of five, smallest.
/// </summary>
/// <remarks>
/// K. P. White, Simulation 69 (1997) 323–334; in fives: K. P. White, M. J. Cobb, S. C. Spratt, Winter Simulation Conference 2000, 755–761.
/// </remarks>
internal static class WarmUp
{
    private const int Five = 5;

    /// <summary>Gets how many values belong to the warm-up.</summary>
    /// <returns>
    /// Less than half of the series; null if half of it would have to go or more, so that the series is too short to tell.
    /// </returns>
    public static int? Of(IReadOnlyList<double> series)
    {
        double[] means = Means(series);
        int half = means.Length / 2;
        int best = 0;
        double least = double.PositiveInfinity;
        double mean = 0;
        double squares = 0;

        // From the end on, each mean joins those that stay (Welford).
        for (int i = means.Length - 1; i >= 0; i--)
        {
            int count = means.Length - i;
            double distance = means[i] - mean;
            mean += distance / count;
            squares += distance * (means[i] - mean);
            double error = squares / ((double)count * count);

            // Not in the second half: the last few means are often equal by chance.
            if (i <= half && error <= least)
            {
                (best, least) = (i, error);
            }
        }

        return best < half || half == 0 ? best * Five : null;
    }

    private static double[] Means(IReadOnlyList<double> series)
    {
        double[] means = new double[series.Count / Five];
        for (int i = 0; i < means.Length; i++)
        {
            for (int j = 0; j < Five; j++)
            {
                means[i] += series[(i * Five) + j] / Five;
            }
        }

        return means;
    }
}
