using System.Collections.Immutable;
using System.Globalization;
using MigSim.Experiments.Recording;
using MigSim.Experiments.Statistics;

namespace MigSim.Experiments.Reports;

/// <summary>What a single run tells of means that would hold if it went on without a failure.</summary>
internal static class SteadyStateTable
{
    /// <summary>Makes the table; null if there is nothing to tell.</summary>
    public static ReportTable? Of(RunResult result)
    {
        TimeSpan failure =
            result.Events.OfType<RunEvent.FailureBegan>().FirstOrDefault()?.At ?? TimeSpan.MaxValue;
        ImmutableArray<ImmutableArray<string>> rows =
        [
            .. Row("round-trip time", RoundTrips(result, failure)),
            .. Row("HTTP connection", Connections(result, failure)),
        ];
        return rows.IsEmpty
            ? null
            : new ReportTable(
                "Steady state" + (failure == TimeSpan.MaxValue ? "" : " before the failure"),
                [
                    "mean of",
                    "unit",
                    "mean, 95 % interval",
                    "values",
                    "warm-up left out",
                    "judgement",
                ],
                rows
            );
    }

    private static IEnumerable<ImmutableArray<string>> Row(string name, double[] milliseconds)
    {
        if (SteadyState.Of(milliseconds) is { } found)
        {
            string half = found.HalfInterval is { } width ? $" ± {Format(width)}" : "";
            yield return
            [
                name,
                "ms",
                Format(found.Mean) + half,
                found.Count.ToString(CultureInfo.InvariantCulture),
                found.WarmUp.ToString(CultureInfo.InvariantCulture),
                Words(found.Verdict),
            ];
        }
    }

    private static string Words(SteadyStateVerdict verdict) =>
        verdict switch
        {
            SteadyStateVerdict.Steady => "steady",
            SteadyStateVerdict.Correlated => "stretches are alike: the interval is too narrow",
            SteadyStateVerdict.Unsettled => "still changing: the mean is no steady one",
            _ => "too short for an interval",
        };

    private static double[] RoundTrips(RunResult result, TimeSpan failure) =>
        [
            .. result
                .Samples.Where(sample => sample.SentAt < failure)
                .Select(sample => sample.RoundTripTime?.TotalMilliseconds)
                .OfType<double>(),
        ];

    private static double[] Connections(RunResult result, TimeSpan failure) =>
        [
            .. (result.Load ?? [])
                .Where(sample => sample.StartedAt < failure)
                .Select(sample => sample.Duration?.TotalMilliseconds)
                .OfType<double>(),
        ];

    // Intervals of round-trip times are of microseconds.
    private static string Format(double milliseconds) =>
        milliseconds.ToString("0.0000", CultureInfo.InvariantCulture);
}
