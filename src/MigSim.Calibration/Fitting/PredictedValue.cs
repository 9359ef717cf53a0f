namespace MigSim.Calibration.Fitting;

/// <summary>A predicted value with the interval in which 95 % of single runs shall be.</summary>
/// <param name="Run">The run.</param>
/// <param name="Metric">The metric.</param>
/// <param name="Predicted">The value; null if the run is predicted not to end.</param>
/// <param name="Low">The lower end of the interval.</param>
/// <param name="High">The upper end.</param>
/// <param name="Measured">What was measured; null if nothing was.</param>
public sealed record PredictedValue(
    string Run,
    string Metric,
    double? Predicted,
    double? Low,
    double? High,
    double? Measured
)
{
    /// <summary>Gets whether the measured value is in the interval; null if there is none.</summary>
    public bool? IsCovered =>
        Low is null || Measured is null ? null : Measured >= Low && Measured <= High;
}
