using System.Collections.Immutable;
using System.IO.Enumeration;
using MigSim.Experiments.Reports;
using MigSim.Experiments.Running;

namespace MigSim.Experiments.Comparing;

/// <summary>Compares all metrics of two sides.</summary>
internal static class MetricComparisons
{
    public static ImmutableArray<MetricComparison> Of(
        ComparedSide left,
        ComparedSide right,
        bool isPaired,
        ComparisonOptions options
    ) =>
        [
            .. left
                .Runs.Concat(right.Runs)
                .SelectMany(run => run.Report.Metrics)
                .Where(metric => metric.Value is not null)
                .Select(metric => metric.Key)
                .Distinct()
                .Order(StringComparer.Ordinal)
                .Where(metric => IsChosen(metric, options.Metrics))
                .Select(metric => Compare(metric, left, right, isPaired, options.Tolerance)),
        ];

    private static bool IsChosen(string metric, ImmutableArray<string> patterns) =>
        patterns.IsEmpty
        || patterns.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, metric));

    private static MetricComparison Compare(
        string metric,
        ComparedSide left,
        ComparedSide right,
        bool isPaired,
        double tolerance
    )
    {
        double?[] leftValues = Values(left, metric);
        double?[] rightValues = Values(right, metric);
        var means = isPaired
            ? Paired([.. leftValues.Zip(rightValues)], tolerance)
            : MeanComparison.Of(Present(leftValues), Present(rightValues), false, tolerance);
        return new MetricComparison(
            metric,
            SampleStatistics.Of(Present(leftValues)),
            SampleStatistics.Of(Present(rightValues)),
            means
        );
    }

    private static MeanComparison Paired((double? Left, double? Right)[] pairs, double tolerance)
    {
        (double? Left, double? Right)[] whole =
        [
            .. pairs.Where(pair => pair.Left is not null && pair.Right is not null),
        ];
        return MeanComparison.Of(
            [.. whole.Select(pair => pair.Left!.Value)],
            [.. whole.Select(pair => pair.Right!.Value)],
            true,
            tolerance
        );
    }

    private static double?[] Values(ComparedSide side, string metric) =>
        [.. side.Runs.Select(run => run.Report.Metrics.GetValueOrDefault(metric))];

    private static double[] Present(double?[] values) =>
        [.. values.Where(value => value is not null).Select(value => value!.Value)];
}
