using System.Collections.Immutable;
using MathNet.Numerics.Statistics;
using MigSim.Experiments.Comparing;
using MigSim.Experiments.Running;
using MigSim.Experiments.Studies;

namespace MigSim.Experiments.Statistics;

/// <summary>Sets points that differ in one thing against each other.</summary>
/// <remarks>
/// Runs of equal seeds draw the same random numbers wherever the points let them, so that the difference of a pair spreads less than
/// that of strangers (common random numbers: Law, Simulation Modeling and Analysis, §11.2).
/// </remarks>
internal sealed class PairedComparisons(StudyDesign design, Replications[] points)
{
    /// <summary>Squared: variances below are of the last digits of a sum.</summary>
    private const double Rounding = 1e-20;

    private readonly double _tolerance = new ComparisonOptions().Tolerance;

    /// <summary>Compares the points of all comparisons that the study asks for.</summary>
    public IEnumerable<PairedPoints> Findings() => design.Comparisons.SelectMany(Of);

    private IEnumerable<PairedPoints> Of(NamedComparison comparison)
    {
        string axis = comparison.Axis;
        ILookup<string, Replications> alternatives = points
            .Where(point => Text(point, axis) == comparison.Alternative)
            .ToLookup(point => Others(point, axis), StringComparer.Ordinal);
        return from baseline in points
            where Text(baseline, axis) == comparison.Baseline
            from alternative in alternatives[Others(baseline, axis)]
            select Of(comparison, baseline, alternative);
    }

    private PairedPoints Of(
        NamedComparison comparison,
        Replications baseline,
        Replications alternative
    ) =>
        new(
            comparison.Name,
            Others(baseline, comparison.Axis),
            baseline.Scenario.Point,
            alternative.Scenario.Point,
            [
                .. (
                    comparison.Metrics.IsEmpty
                        ? baseline.Metrics.Union(alternative.Metrics).Order(StringComparer.Ordinal)
                        : comparison.Metrics.AsEnumerable()
                ).Select(metric => Of(metric, baseline, alternative)),
            ]
        );

    private PairedMetric Of(string metric, Replications baseline, Replications alternative)
    {
        (ulong Seed, double Value)[] left = Known(baseline, metric);
        (ulong Seed, double Value)[] right = Known(alternative, metric);
        (double Left, double Right)[] pairs =
        [
            .. left.Join(right, l => l.Seed, r => r.Seed, (l, r) => (l.Value, r.Value)),
        ];
        double[] leftPairs = [.. pairs.Select(pair => pair.Left)];
        double[] rightPairs = [.. pairs.Select(pair => pair.Right)];
        return new PairedMetric(
            new MetricComparison(
                metric,
                SampleStatistics.Of(left.Select(run => run.Value)),
                SampleStatistics.Of(right.Select(run => run.Value)),
                MeanComparison.Of(leftPairs, rightPairs, isPaired: true, _tolerance)
            ),
            pairs.Length,
            Gain(leftPairs, rightPairs)
        );
    }

    private static (ulong Seed, double Value)[] Known(Replications point, string metric) =>
        [
            .. point
                .Seeds.Zip(point.Values(metric))
                .Where(run => run.Second is not null)
                .Select(run => (run.First, run.Second!.Value)),
        ];

    private static double? Gain(double[] left, double[] right)
    {
        if (left.Length < 2)
        {
            return null;
        }

        double paired = ArrayStatistics.Variance([.. right.Zip(left, (r, l) => r - l)]);
        double strangers = ArrayStatistics.Variance(left) + ArrayStatistics.Variance(right);
        double size = Math.Max(left.Max(Math.Abs), right.Max(Math.Abs));
        return paired > Rounding * size * size ? strangers / paired : null;
    }

    private static string? Text(Replications point, string axis) =>
        point.Scenario.Coordinates.FirstOrDefault(place => place.Axis == axis)?.Text;

    private static string Others(Replications point, string axis) =>
        string.Join(
            ',',
            point
                .Scenario.Coordinates.Where(place => place.Axis != axis)
                .Select(place => $"{place.Axis}={place.Text}")
        );
}
