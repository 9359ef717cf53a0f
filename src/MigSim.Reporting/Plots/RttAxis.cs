using System.Collections.Immutable;
using MathNet.Numerics.Statistics;
using MigSim.Measurement;

namespace MigSim.Reporting.Plots;

/// <summary>How far up the axis of round-trip times goes: a few outliers do not flatten the rest.</summary>
/// <param name="MaxMilliseconds">The upper end.</param>
internal readonly record struct RttAxis(double MaxMilliseconds)
{
    /// <summary>Fits the axis to samples and to values that must be seen.</summary>
    public static RttAxis For(ImmutableArray<ProbeSample> samples, IEnumerable<double> shown)
    {
        double[] answered =
        [
            .. samples
                .Where(sample => sample.RoundTripTime is not null)
                .Select(sample => sample.RoundTripTime!.Value.TotalMilliseconds)
                .Order(),
        ];
        double usual =
            answered.Length == 0
                ? 0
                : 1.3
                    * SortedArrayStatistics.QuantileCustom(answered, 0.995, QuantileDefinition.R7);
        double max = shown.Select(value => 1.3 * value).Append(usual).Max();
        return new RttAxis(max > 0 ? max : 1);
    }

    /// <summary>Chooses the axis on which both have room.</summary>
    public static RttAxis Of(RttAxis left, RttAxis right) =>
        new(Math.Max(left.MaxMilliseconds, right.MaxMilliseconds));
}
