using MigSim.Experiments.Running;
using Parquet;
using Parquet.Schema;

namespace MigSim.Reporting.Folders;

/// <summary>
/// The file <c>summary.parquet</c>: the rows of <c>summary.csv</c> with the types of their columns, and a column of text for each axis.
/// </summary>
public static class SummaryParquet
{
    /// <summary>Writes the points in the study's order, the metrics in the order of their names.</summary>
    public static void Write(Stream stream, StudySummary summary) =>
        WriteAsync(stream, summary).GetAwaiter().GetResult();

    private static async Task WriteAsync(Stream stream, StudySummary summary)
    {
        (PointSummary Point, string Metric, SampleStatistics? Statistics)[] rows =
        [
            .. summary.Points.SelectMany(point =>
                point.Metrics.Select(metric => (point, metric.Key, metric.Value))
            ),
        ];
        (DataField<string> Field, string?[] Values)[] texts =
        [
            (new("point"), [.. rows.Select(row => row.Point.Point)]),
            .. Axes(summary)
                .Select(axis =>
                    (
                        new DataField<string>(axis.Column),
                        rows.Select(row => Coordinate(row.Point, axis.Name)).ToArray()
                    )
                ),
            (new("metric"), [.. rows.Select(row => row.Metric)]),
        ];
        var count = new DataField<int>("n");
        (DataField<double?> Field, double?[] Values)[] numbers =
        [
            .. Numbers.Select(number =>
                (
                    new DataField<double?>(number.Column),
                    rows.Select(row => row.Statistics is { } s ? number.Value(s) : null).ToArray()
                )
            ),
        ];
        var schema = new ParquetSchema([
            .. texts.Select(text => text.Field),
            count,
            .. numbers.Select(number => number.Field),
        ]);
        await using ParquetWriter writer = await ParquetWriter.CreateAsync(schema, stream);
        using ParquetRowGroupWriter group = writer.CreateRowGroup();
        foreach ((DataField<string> field, string?[] values) in texts)
        {
            await group.WriteAsync(field, values!);
        }

        await group.WriteAsync<int>(
            count,
            rows.Select(row => row.Statistics?.Count ?? 0).ToArray()
        );
        foreach ((DataField<double?> field, double?[] values) in numbers)
        {
            await group.WriteAsync<double>(field, values);
        }
    }

    private static (string Column, Func<SampleStatistics, double?> Value)[] Numbers =>
        [
            ("mean", s => s.Mean),
            ("standard_deviation", s => s.StandardDeviation),
            ("mean_low_95", s => s.IntervalLow),
            ("mean_high_95", s => s.IntervalHigh),
            ("median", s => s.Median),
            ("p05", s => s.P05),
            ("p25", s => s.P25),
            ("p75", s => s.P75),
            ("p95", s => s.P95),
            ("median_low_95", s => s.MedianInterval?.Low),
            ("median_high_95", s => s.MedianInterval?.High),
            ("p95_low_95", s => s.P95Interval?.Low),
            ("p95_high_95", s => s.P95Interval?.High),
        ];

    // An axis may be called as one of the columns is.
    private static IEnumerable<(string Name, string Column)> Axes(StudySummary summary)
    {
        string[] taken = ["point", "metric", "n", .. Numbers.Select(number => number.Column)];
        return summary
            .Points.SelectMany(point => point.Coordinates)
            .Select(value => value.Axis)
            .Distinct()
            .Select(axis => (axis, taken.Contains(axis) ? $"axis_{axis}" : axis));
    }

    private static string? Coordinate(PointSummary point, string axis) =>
        point.Coordinates.FirstOrDefault(value => value.Axis == axis)?.Text;
}
