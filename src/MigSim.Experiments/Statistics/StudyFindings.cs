using System.Collections.Immutable;
using MigSim.Experiments.Running;
using MigSim.Experiments.Studies;

namespace MigSim.Experiments.Statistics;

/// <summary>The answers to what a study's design asks; edges are found while it is run (<see cref="EdgeBisection"/>).</summary>
public sealed record StudyFindings
{
    /// <summary>Gets the findings of a study that asks nothing.</summary>
    public static StudyFindings None { get; } = new();

    /// <summary>Gets the points that were set against each other.</summary>
    public ImmutableArray<PairedPoints> Comparisons { get; init; } = [];

    /// <summary>Gets which axes matter.</summary>
    public ImmutableArray<Sensitivity> Sensitivities { get; init; } = [];

    /// <summary>Gets whether there is nothing in it.</summary>
    public bool IsEmpty => Comparisons.IsEmpty && Sensitivities.IsEmpty;

    /// <summary>Finds the answers in the runs.</summary>
    /// <param name="design">What the study asks.</param>
    /// <param name="points">The runs of all points.</param>
    public static StudyFindings Of(StudyDesign design, IEnumerable<Replications> points)
    {
        Replications[] all = [.. points];
        return new()
        {
            Comparisons = [.. new PairedComparisons(design, all).Findings()],
            Sensitivities = design.Sensitivity is { } plan
                ? [.. new SensitivityAnalysis(plan, all).Findings()]
                : [],
        };
    }
}
