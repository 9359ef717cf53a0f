using MathNet.Numerics.Statistics;

namespace MigSim.Experiments.Statistics;

/// <summary>Describes elementary effects.</summary>
/// <remarks>
/// M. D. Morris, Technometrics 33 (1991) 161–174; the mean of magnitudes: F. Campolongo, J. Cariboni, A. Saltelli, Environmental
/// Modelling and Software 22 (2007) 1509–1518.
/// </remarks>
internal static class MorrisEffects
{
    /// <summary>Describes the effects of an axis; null if there are fewer than two.</summary>
    /// <param name="axis">Its name.</param>
    /// <param name="effects">
    /// One effect for each trajectory: the change of the metric over the step, with its sign, for the whole axis.
    /// </param>
    public static MorrisEffect? Of(string axis, double[] effects)
    {
        double[] magnitudes = [.. effects.Select(Math.Abs)];
        return MeanInterval.Of(magnitudes, 0.95) is { Low: { } low, High: { } high } mean
            ? new MorrisEffect(
                axis,
                ArrayStatistics.Mean(effects),
                new Estimate(mean.Mean, Math.Max(0, low), high),
                ArrayStatistics.StandardDeviation(effects)
            )
            : null;
    }
}
