using System.Collections.Immutable;
using MigSim.Experiments.Reports;
using MigSim.Experiments.Scenarios;

namespace MigSim.Experiments.Running;

/// <summary>Gathers the runs of one point, as columns of numbers, and describes them together.</summary>
/// <param name="scenario">The point.</param>
/// <remarks>Add runs in the order of their seeds: the columns of two points are then pairs of the same randomness.</remarks>
public sealed class Replications(Scenario scenario)
{
    private readonly SortedDictionary<string, List<double>> _columns = new(StringComparer.Ordinal);
    private readonly List<ulong> _seeds = [];
    private readonly int[] _judged = new int[scenario.Expectations.Length];
    private readonly int[] _held = new int[scenario.Expectations.Length];

    /// <summary>Gets the point.</summary>
    public Scenario Scenario => scenario;

    /// <summary>Gets how many runs were added.</summary>
    public int Count => _seeds.Count;

    /// <summary>Gets the seeds of the runs added.</summary>
    public IReadOnlyList<ulong> Seeds => _seeds;

    /// <summary>Gets the names of the metrics that any run has, in their order.</summary>
    public IEnumerable<string> Metrics => _columns.Keys;

    /// <summary>Adds the run of the next seed.</summary>
    public void Add(RunRecord run)
    {
        for (int i = 0; i < run.Metrics.Length; i++)
        {
            ColumnOf(run.Metrics[i]).Add(run.Values[i]);
        }

        _seeds.Add(run.Seed);
        for (int i = 0; i < run.Checks.Length; i++)
        {
            _judged[i] += run.Checks[i] is null ? 0 : 1;
            _held[i] += run.Checks[i] == true ? 1 : 0;
        }
    }

    /// <summary>Gets a metric of all runs, in the order of <see cref="Seeds"/>.</summary>
    /// <returns>The values; null where a run has none, or where it is that of a migration that did not end.</returns>
    public IReadOnlyList<double?> Values(string metric)
    {
        List<double> column = _columns.GetValueOrDefault(metric) ?? [];
        List<double>? ends = _columns.GetValueOrDefault(MigrationEnds.Of(metric) ?? "");
        return
        [
            .. Enumerable
                .Range(0, Count)
                .Select(run =>
                    ends is null || ValueOf(ends, run) is not null ? ValueOf(column, run) : null
                ),
        ];
    }

    private static double? ValueOf(List<double> column, int run) =>
        run < column.Count && !double.IsNaN(column[run]) ? column[run] : null;

    /// <summary>Describes all runs added.</summary>
    public PointSummary Summarize()
    {
        ImmutableSortedDictionary<string, SampleStatistics?> metrics =
            _columns.ToImmutableSortedDictionary(
                column => column.Key,
                column => Statistics(column.Key),
                StringComparer.Ordinal
            );
        return new PointSummary(
            scenario.Point,
            Count,
            metrics,
            Count == 0 ? [] : [.. scenario.Expectations.Select((_, i) => Check(i, metrics))]
        )
        {
            Coordinates = scenario.Coordinates,
        };
    }

    private SampleStatistics? Statistics(string metric) =>
        SampleStatistics.Of(_columns[metric].Where(value => !double.IsNaN(value)));

    // A metric that a run before did not have has no value there.
    private List<double> ColumnOf(string metric)
    {
        if (!_columns.TryGetValue(metric, out List<double>? column))
        {
            _columns.Add(metric, column = []);
        }

        column.AddRange(Enumerable.Repeat(double.NaN, Count - column.Count));
        return column;
    }

    private CheckSummary Check(
        int index,
        ImmutableSortedDictionary<string, SampleStatistics?> metrics
    )
    {
        Expectation expectation = scenario.Expectations[index];
        return new CheckSummary(
            new Check(
                expectation.Metric,
                expectation.Value,
                expectation.Within,
                metrics.GetValueOrDefault(expectation.Metric)?.Mean,
                _judged[index] == 0 ? null : _held[index] == _judged[index],
                expectation.Source
            ),
            _judged[index],
            _held[index]
        );
    }
}
