using System.Collections.Immutable;
using MathNet.Numerics.Statistics;
using MigSim.Experiments.Reports;
using MigSim.Experiments.Running;
using MigSim.Experiments.Statistics;

namespace MigSim.Experiments.Comparing;

/// <summary>Compares the round-trip times of two sides, span by span.</summary>
internal static class SpanComparisons
{
    public static ImmutableArray<SpanComparison> Of(
        ComparedSide left,
        ComparedSide right,
        bool isPaired,
        double tolerance
    ) =>
        [
            .. Enum.GetValues<ProbeSpan>()
                .Select(span =>
                    Compare(span, Series(left, span), Series(right, span), isPaired, tolerance)
                )
                .Where(span => span.Left is not null || span.Right is not null),
        ];

    private static SpanComparison Compare(
        ProbeSpan span,
        double[][] left,
        double[][] right,
        bool isPaired,
        double tolerance
    )
    {
        bool runByRun = Answered(left).Length > 1 && Answered(right).Length > 1;
        MeanComparison means = runByRun
            ? MeanComparison.Of(
                [.. Answered(left).Select(ArrayStatistics.Mean)],
                [.. Answered(right).Select(ArrayStatistics.Mean)],
                isPaired && Answered(left).Length == Answered(right).Length,
                tolerance
            )
            : MeanComparison.Of(Batches(left), Batches(right), false, tolerance);
        return new SpanComparison(
            span,
            SampleStatistics.Of(left.SelectMany(run => run)),
            SampleStatistics.Of(right.SelectMany(run => run)),
            means,
            KolmogorovSmirnov.Of(left.SelectMany(run => run), right.SelectMany(run => run))
        );
    }

    private static double[][] Answered(double[][] runs) => [.. runs.Where(run => run.Length > 0)];

    private static double[] Batches(double[][] runs) =>
        [.. runs.SelectMany(run => BatchMeans.Of(run))];

    private static double[][] Series(ComparedSide side, ProbeSpan span) =>
        [
            .. side.Runs.Select(run =>
                RunMoments.Target(run.Report) is { } target
                    ? RunMoments.Of(run, target).RoundTrips(run.Samples, span).ToArray()
                    : []
            ),
        ];
}
