using System.Collections.Immutable;
using MigSim.Experiments.Reports;

namespace MigSim.Experiments.Running;

/// <summary>Gathers the reports of one point and describes them together.</summary>
/// <param name="point">The point's name.</param>
/// <remarks>Sums depend on the order: add reports in the order of their seeds.</remarks>
public sealed class Replications(string point)
{
    private readonly List<RunReport> _reports = [];

    /// <summary>Adds the report of the next seed.</summary>
    public void Add(RunReport report) =>
        _reports.Add(report with { Tables = ImmutableArray<ReportTable>.Empty });

    /// <summary>Describes all reports added.</summary>
    public PointSummary Summarize()
    {
        ImmutableSortedDictionary<string, SampleStatistics?> metrics = _reports
            .SelectMany(report => report.Metrics.Keys)
            .Distinct()
            .ToImmutableSortedDictionary(
                metric => metric,
                metric => SampleStatistics.Of(Values(metric)),
                StringComparer.Ordinal
            );
        return new PointSummary(point, _reports.Count, metrics, Checks());
    }

    private IEnumerable<double> Values(string metric) =>
        from report in _reports
        let value = report.Metrics.GetValueOrDefault(metric)
        where value is not null
        select value.Value;

    private ImmutableArray<CheckSummary> Checks()
    {
        if (_reports.Count == 0)
        {
            return [];
        }

        return
        [
            .. _reports[0]
                .Checks.Select((_, index) => Summarize([.. _reports.Select(r => r.Checks[index])])),
        ];
    }

    private static CheckSummary Summarize(ImmutableArray<Check> checks)
    {
        int judged = checks.Count(check => check.Holds is not null);
        int held = checks.Count(check => check.Holds == true);
        double? mean = SampleStatistics
            .Of(checks.Where(check => check.Found is not null).Select(check => check.Found!.Value))
            ?.Mean;
        return new CheckSummary(
            checks[0] with
            {
                Found = mean,
                Holds = judged == 0 ? null : held == judged,
            },
            judged,
            held
        );
    }
}
