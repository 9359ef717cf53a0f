namespace MigSim.Calibration.Fitting;

/// <summary>What a fit says of one parameter, in basic units.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Value">The best value.</param>
/// <param name="StandardError">Its standard error; null if the runs do not determine it.</param>
/// <param name="Low">The lower end of the 95 % interval; null likewise.</param>
/// <param name="High">The upper end.</param>
/// <param name="BootstrapLow">The lower end of the 95 % interval over resampled cells; null if none were.</param>
/// <param name="BootstrapHigh">The upper end.</param>
public sealed record ParameterEstimate(
    FitParameter Parameter,
    double Value,
    double? StandardError,
    double? Low,
    double? High,
    double? BootstrapLow,
    double? BootstrapHigh
);
