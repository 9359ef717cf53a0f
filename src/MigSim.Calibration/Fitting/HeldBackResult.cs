using System.Collections.Immutable;

namespace MigSim.Calibration.Fitting;

/// <summary>How runs were predicted that were not fitted.</summary>
/// <param name="Values">Every value.</param>
/// <param name="Errors">The errors, metric by metric.</param>
/// <param name="Warnings">What of these runs the fit knows nothing about.</param>
/// <param name="WrongVerdicts">How many runs were said to end and did not, or the other way round.</param>
public sealed record HeldBackResult(
    ImmutableArray<PredictedValue> Values,
    ImmutableArray<MetricError> Errors,
    ImmutableArray<string> Warnings,
    int WrongVerdicts
)
{
    /// <summary>Gets the share of measured values that are in their interval; null if there are none.</summary>
    public double? Coverage
    {
        get
        {
            bool[] covered =
            [
                .. Values
                    .Where(value => value.IsCovered is not null)
                    .Select(value => value.IsCovered!.Value),
            ];
            return covered.Length == 0 ? null : (double)covered.Count(yes => yes) / covered.Length;
        }
    }
}
