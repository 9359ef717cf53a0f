namespace MigSim.Experiments.Statistics;

/// <summary>The metrics of all runs of a study, and nothing else of them: a number for each.</summary>
public sealed class RunValues
{
    private readonly Dictionary<string, PointValues> _points = new(StringComparer.Ordinal);

    /// <summary>Adds a run. Add the runs of a point in the order of their seeds.</summary>
    /// <param name="point">The point's name.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="metrics">Name → value, or null where the run could not observe it.</param>
    public void Add(string point, ulong seed, IEnumerable<KeyValuePair<string, double?>> metrics)
    {
        if (!_points.TryGetValue(point, out PointValues? values))
        {
            values = new PointValues();
            _points.Add(point, values);
        }

        values.Add(seed, metrics);
    }

    /// <summary>Gets the seeds of the runs of a point, in the order in which they were added; none if there are no runs.</summary>
    public IReadOnlyList<ulong> Seeds(string point) =>
        _points.TryGetValue(point, out PointValues? values) ? values.Seeds : [];

    /// <summary>Gets the names of the metrics that runs of a point have, sorted.</summary>
    public IReadOnlyList<string> Metrics(string point) =>
        _points.TryGetValue(point, out PointValues? values)
            ? [.. values.Columns.Keys.Order(StringComparer.Ordinal)]
            : [];

    /// <summary>Gets a metric in each run of a point, beside <see cref="Seeds"/>; null where a run has no value.</summary>
    public IReadOnlyList<double?> Of(string point, string metric) =>
        _points.TryGetValue(point, out PointValues? values) ? values.Of(metric) : [];

    private sealed class PointValues
    {
        public List<ulong> Seeds { get; } = [];

        // A column may be shorter than the seeds: what is missing at its end has no value, and nor has what is not a number.
        public Dictionary<string, List<double>> Columns { get; } = new(StringComparer.Ordinal);

        public void Add(ulong seed, IEnumerable<KeyValuePair<string, double?>> metrics)
        {
            foreach ((string metric, double? value) in metrics)
            {
                if (!Columns.TryGetValue(metric, out List<double>? column))
                {
                    column = [];
                    Columns.Add(metric, column);
                }

                while (column.Count < Seeds.Count)
                {
                    column.Add(double.NaN);
                }

                column.Add(value ?? double.NaN);
            }

            Seeds.Add(seed);
        }

        public double?[] Of(string metric)
        {
            double?[] values = new double?[Seeds.Count];
            if (Columns.TryGetValue(metric, out List<double>? column))
            {
                for (int i = 0; i < column.Count; i++)
                {
                    values[i] = double.IsNaN(column[i]) ? null : column[i];
                }
            }

            return values;
        }
    }
}
