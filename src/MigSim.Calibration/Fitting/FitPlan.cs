using System.Collections.Immutable;

namespace MigSim.Calibration.Fitting;

/// <summary>What is fitted to which runs of a campaign.</summary>
public sealed record FitPlan
{
    /// <summary>Gets its name.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the name of the campaign's data.</summary>
    public required string Data { get; init; }

    /// <summary>Gets the groups that are fitted; empty for all.</summary>
    public ImmutableArray<string> Fitted { get; init; } = [];

    /// <summary>Gets the groups that are held back and predicted.</summary>
    public ImmutableArray<string> HeldBack { get; init; } = [];

    /// <summary>Gets the metrics.</summary>
    public required ImmutableArray<FitMetric> Metrics { get; init; }

    /// <summary>Gets the parameters.</summary>
    public required ImmutableArray<FitParameter> Parameters { get; init; }

    /// <summary>Gets the constants that are given, by path, in basic units.</summary>
    public ImmutableSortedDictionary<string, double> Fixed { get; init; } =
        ImmutableSortedDictionary<string, double>.Empty;

    /// <summary>Gets the law, for the model of that name; null for others.</summary>
    public string? Law { get; init; }

    /// <summary>Gets the file that the fit is promoted to; null if it is not.</summary>
    public string? PromotesTo { get; init; }

    /// <summary>Gets how many times the cells are drawn again if the command line does not say; the usual number if null.</summary>
    public int? Bootstraps { get; init; }

    /// <summary>Gets whether outliers are left out, after they were found by a fit of all runs.</summary>
    public bool DropsOutliers { get; init; }
}
