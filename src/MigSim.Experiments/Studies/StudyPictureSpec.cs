using System.Collections.Immutable;

namespace MigSim.Experiments.Studies;

/// <summary>A picture of a study's summary.</summary>
/// <param name="Kind">What it shows.</param>
/// <param name="Metrics">One metric; for <see cref="StudyPictureKind.Pareto"/> the horizontal and the vertical one.</param>
/// <param name="Over">The axis along the horizontal; for a heat map the vertical one second. Empty for Pareto.</param>
/// <param name="By">The axis that tells lines or dots apart; null for none.</param>
public sealed record StudyPictureSpec(
    StudyPictureKind Kind,
    ImmutableArray<string> Metrics,
    ImmutableArray<string> Over,
    string? By
);
