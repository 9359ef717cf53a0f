using System.Collections.Immutable;

namespace MigSim.Experiments.Studies;

/// <summary>How the points of a study are run, and what is made of them.</summary>
public sealed record StudyDesign
{
    /// <summary>Gets the design of a study that asks for nothing: each point run once.</summary>
    public static StudyDesign Plain { get; } = new();

    /// <summary>
    /// Gets how many runs each point has if the command line does not say; 1 if null. With <see cref="Until"/>: at least.
    /// </summary>
    public int? Replications { get; init; }

    /// <summary>Gets how well a metric is to be known before a point is done; null for a fixed number of runs.</summary>
    public Precision? Until { get; init; }

    /// <summary>Gets what tells which axis matters most, if that is asked.</summary>
    public SensitivityPlan? Sensitivity { get; init; }

    /// <summary>Gets the edge that is looked for along one axis, if one is.</summary>
    public EdgeSearch? Find { get; init; }

    /// <summary>Gets the points that are set against each other, run by run of the same seed.</summary>
    public ImmutableArray<NamedComparison> Comparisons { get; init; } = [];

    /// <summary>Gets the pictures that are drawn of the summary.</summary>
    public ImmutableArray<StudyPictureSpec> Pictures { get; init; } = [];
}
