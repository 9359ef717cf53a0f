using System.Collections.Immutable;
using MigSim.Experiments.Calibrations;

namespace MigSim.Calibration.Fitting;

/// <summary>What came out of a fit.</summary>
public sealed record FitResult
{
    /// <summary>Gets what was fitted.</summary>
    public required FitPlan Plan { get; init; }

    /// <summary>Gets how many runs were used.</summary>
    public required int Runs { get; init; }

    /// <summary>Gets the parameters.</summary>
    public required ImmutableArray<ParameterEstimate> Estimates { get; init; }

    /// <summary>Gets the correlation of each two parameters; null where one is not determined.</summary>
    public required ImmutableArray<ImmutableArray<double?>> Correlations { get; init; }

    /// <summary>
    /// Gets the standard deviation of each metric, as a share or in its unit; empty of a fit that was read back.
    /// </summary>
    public ImmutableArray<double> Deviations { get; init; } = [];

    /// <summary>Gets every residual.</summary>
    public required ImmutableArray<Residual> Residuals { get; init; }

    /// <summary>Gets the errors, metric by metric.</summary>
    public required ImmutableArray<MetricError> Errors { get; init; }

    /// <summary>Gets Akaike's criterion with its correction for few values; null if there are too few.</summary>
    public required double? Aicc { get; init; }

    /// <summary>Gets the Bayesian criterion of G. Schwarz.</summary>
    public required double Bic { get; init; }

    /// <summary>Gets what the runs cannot tell, in words.</summary>
    public required ImmutableArray<string> Warnings { get; init; }

    /// <summary>Gets the inputs of the fitted runs: outside of them nothing was tried.</summary>
    public required ValidityRange Range { get; init; }

    /// <summary>Gets how the runs were predicted that were held back; null if none were.</summary>
    public HeldBackResult? HeldBack { get; init; }
}
