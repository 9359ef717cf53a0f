namespace MigSim.Measurement;

/// <summary>A summary of samples; members are null where the tool does not tell them.</summary>
/// <param name="Minimum">The least.</param>
/// <param name="Mean">The mean.</param>
/// <param name="Median">The median.</param>
/// <param name="NinetyNinth">The value that 99 % do not exceed.</param>
/// <param name="Maximum">The greatest.</param>
public sealed record SampleSummary(
    double Minimum,
    double Mean,
    double? Median,
    double? NinetyNinth,
    double Maximum
)
{
    /// <summary>Summarises samples; null if there are none.</summary>
    public static SampleSummary? Of(IEnumerable<double> samples)
    {
        double[] sorted = [.. samples.Order()];
        return sorted.Length == 0
            ? null
            : new(
                sorted[0],
                sorted.Average(),
                Quantile(sorted, 0.5),
                Quantile(sorted, 0.99),
                sorted[^1]
            );
    }

    // Between the two nearest ranks, in proportion.
    private static double Quantile(double[] sorted, double share)
    {
        double rank = share * (sorted.Length - 1);
        int below = (int)rank;
        double above = sorted[Math.Min(below + 1, sorted.Length - 1)];
        return sorted[below] + ((rank - below) * (above - sorted[below]));
    }
}
