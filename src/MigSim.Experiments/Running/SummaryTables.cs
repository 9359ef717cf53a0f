using System.Collections.Immutable;
using MigSim.Experiments.Reports;

namespace MigSim.Experiments.Running;

/// <summary>The tables of a point for people; of many replications mean ± half the 95 % interval.</summary>
public static class SummaryTables
{
    /// <summary>Makes the tables of one point.</summary>
    public static ImmutableArray<ReportTable> Of(PointSummary summary, string testbed) =>
        ReportTables.Build(
            new TableValues(
                summary.Point,
                testbed == "sim" ? "simulated" : "measured",
                [.. summary.Metrics.Keys],
                [.. summary.Checks.Select(check => check.Check)],
                metric => Format(metric, summary),
                check => Verdict(summary.Checks.First(c => ReferenceEquals(c.Check, check)))
            )
        );

    /// <summary>Writes the mean of a metric with half its 95 % interval, and of how many runs if some have no value.</summary>
    public static string Format(string metric, PointSummary summary)
    {
        SampleStatistics? statistics = summary.Metrics.GetValueOrDefault(metric);
        string mean = MetricText.Format(metric, statistics?.Mean);
        string interval = statistics?.HalfInterval is null
            ? ""
            : " ± " + MetricText.Format(metric, statistics.HalfInterval);
        string count =
            statistics is null || statistics.Count == summary.Runs
                ? ""
                : $" (n = {statistics.Count})";
        return mean + interval + count;
    }

    private static string Verdict(CheckSummary check) =>
        check.Runs == 0 ? (check.Check.Found is null ? MetricText.NotObservable : "")
        : check.Runs == 1 ? (check.Held == 1 ? "holds" : "FAILS")
        : check.Held == check.Runs ? $"holds in {check.Held} of {check.Runs}"
        : $"FAILS in {check.Runs - check.Held} of {check.Runs}";
}
