namespace MigSim.Experiments.Statistics;

/// <summary>A mean over one long run, after its warm-up.</summary>
/// <param name="Count">How many values the series has.</param>
/// <param name="WarmUp">How many of them, from its beginning, were left out.</param>
/// <param name="Mean">The mean of the others.</param>
/// <param name="HalfInterval">Half the width of its 95 % interval; null if the series is too short.</param>
/// <param name="Verdict">Whether the interval can be believed.</param>
public sealed record SteadyState(
    int Count,
    int WarmUp,
    double Mean,
    double? HalfInterval,
    SteadyStateVerdict Verdict
)
{
    /// <summary>Of a normal distribution, 5 % is below this.</summary>
    private const double FivePercent = -1.645;

    /// <summary>Estimates the mean; null for an empty series.</summary>
    /// <param name="series">Values in the order in which they occurred.</param>
    /// <remarks>
    /// The warm-up is found by MSER-5. The interval is Student's over the means of 20 equal stretches of the rest, which count as
    /// independent unless von Neumann's ratio refutes it at 5 % (A. M. Law, Simulation Modeling and Analysis, §9.5.3).
    /// </remarks>
    public static SteadyState? Of(IReadOnlyList<double> series)
    {
        if (series.Count == 0)
        {
            return null;
        }

        int? settled = Statistics.WarmUp.Of(series);
        int warmUp = settled ?? 0;
        double[] rest = [.. series.Skip(warmUp)];
        double[] means = BatchMeans.Of(rest);
        if (means.Length < BatchMeans.BatchesMax)
        {
            return new(series.Count, warmUp, rest.Average(), null, SteadyStateVerdict.TooShort);
        }

        return new SteadyState(
            series.Count,
            warmUp,
            rest.Average(),
            MeanInterval.Of(means, 0.95)!.Value.HalfWidth,
            settled is null ? SteadyStateVerdict.Unsettled
                : AreCorrelated(means) ? SteadyStateVerdict.Correlated
                : SteadyStateVerdict.Steady
        );
    }

    /// <summary>
    /// Tells whether values that follow each other are more alike than others: the mean square of successive differences over the
    /// variance, about 2 for independent values (J. von Neumann, Annals of Mathematical Statistics 12, 1941).
    /// </summary>
    internal static bool AreCorrelated(double[] values)
    {
        double mean = values.Average();
        double squares = values.Sum(value => (value - mean) * (value - mean));
        if (squares <= 0)
        {
            return false;
        }

        double n = values.Length;
        double successive = values.Zip(values.Skip(1), (a, b) => (b - a) * (b - a)).Sum();
        double deviation = Math.Sqrt(4 * (n - 2) / ((n * n) - 1));
        return (successive / squares) - 2 < FivePercent * deviation;
    }
}
