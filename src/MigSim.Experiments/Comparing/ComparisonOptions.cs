using System.Collections.Immutable;

namespace MigSim.Experiments.Comparing;

/// <summary>How two sides are compared.</summary>
public sealed record ComparisonOptions
{
    /// <summary>Gets how far the means may be apart, as a share of the left one; above 0, below 1.</summary>
    public double Tolerance { get; init; } = 0.05;

    /// <summary>Gets which runs belong together.</summary>
    public Pairing Pairing { get; init; } = Pairing.Auto;

    /// <summary>Gets the metrics to compare, with <c>*</c> for any letters; all if there are none.</summary>
    public ImmutableArray<string> Metrics { get; init; } = [];
}
