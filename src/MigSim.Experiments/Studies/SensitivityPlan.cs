using System.Collections.Immutable;

namespace MigSim.Experiments.Studies;

/// <summary>Which axes matter for which metrics.</summary>
/// <param name="Method">How influence is measured.</param>
/// <param name="Samples">Base samples of Sobol's method, or trajectories of Morris's; at least 2.</param>
/// <param name="Metrics">The metrics looked at.</param>
public sealed record SensitivityPlan(
    SensitivityMethod Method,
    int Samples,
    ImmutableArray<string> Metrics
);
