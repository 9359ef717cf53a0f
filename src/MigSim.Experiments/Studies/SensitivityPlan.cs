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
)
{
    /// <summary>Gets the axes whose influence is measured, in the order of the design's dimensions.</summary>
    public ImmutableArray<string> Axes { get; init; } = [];

    /// <summary>
    /// Gets the names of the points in the order of the design's rows, a list for each combination of the other axes; a point at
    /// which the design is twice stands there twice.
    /// </summary>
    public ImmutableArray<ImmutableArray<string>> Rows { get; init; } = [];
}
