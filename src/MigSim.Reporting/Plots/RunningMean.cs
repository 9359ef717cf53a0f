using System.Collections.Immutable;
using MigSim.Measurement;

namespace MigSim.Reporting.Plots;

/// <summary>The mean of the samples around each sample, in pieces that cross neither a phase nor a silence.</summary>
internal static class RunningMean
{
    /// <summary>Averages over a window that is centred on each answered sample.</summary>
    /// <param name="samples">The samples in the order of sending.</param>
    /// <param name="window">The width of the window; a longer silence ends a piece.</param>
    /// <param name="borders">Times that no window reaches across, in order.</param>
    /// <returns>Pieces of times in seconds and means in milliseconds.</returns>
    public static IEnumerable<(double[] Seconds, double[] Milliseconds)> Of(
        ImmutableArray<ProbeSample> samples,
        TimeSpan window,
        IReadOnlyList<TimeSpan> borders
    )
    {
        ProbeSample[] answered = [.. samples.Where(sample => sample.RoundTripTime is not null)];

        // Where no window has an answer, nothing is known that a line could show.
        TimeSpan[] breaks =
        [
            .. borders,
            .. answered
                .Zip(answered.Skip(1))
                .Where(pair => pair.Second.SentAt - pair.First.SentAt > window)
                .Select(pair => pair.Second.SentAt),
        ];
        return from piece in answered.GroupBy(sample =>
                breaks.Count(border => border <= sample.SentAt)
            )
            select Smooth([.. piece], window / 2);
    }

    private static (double[] Seconds, double[] Milliseconds) Smooth(
        ProbeSample[] samples,
        TimeSpan reach
    )
    {
        double[] means = new double[samples.Length];
        int first = 0;
        int next = 0;
        double sum = 0;
        for (int i = 0; i < samples.Length; i++)
        {
            while (next < samples.Length && samples[next].SentAt <= samples[i].SentAt + reach)
            {
                sum += samples[next++].RoundTripTime!.Value.TotalMilliseconds;
            }

            while (samples[first].SentAt < samples[i].SentAt - reach)
            {
                sum -= samples[first++].RoundTripTime!.Value.TotalMilliseconds;
            }

            means[i] = sum / (next - first);
        }

        return ([.. samples.Select(sample => sample.SentAt.TotalSeconds)], means);
    }
}
