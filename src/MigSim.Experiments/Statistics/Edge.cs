using System.Collections.Immutable;

namespace MigSim.Experiments.Statistics;

/// <summary>What a search for an edge has found.</summary>
/// <param name="Outcome">How it stands.</param>
/// <param name="Fails">The nearest value that is not shown to keep the limit; null if there is none.</param>
/// <param name="Keeps">
/// The value looked for: the outermost one that is shown to keep the limit; null if there is none.
/// </param>
/// <param name="Visits">The values visited, in the order of the visits.</param>
public sealed record Edge(
    EdgeOutcome Outcome,
    double? Fails,
    double? Keeps,
    ImmutableArray<EdgeVisit> Visits
)
{
    /// <summary>
    /// Gets whether a value counts as failing only because the most runs allowed did not decide it: the true edge may then lie on
    /// its other side, and <see cref="Keeps"/> keeps the limit nevertheless.
    /// </summary>
    public bool HasUndecided => Visits.Any(visit => visit.Verdict == EdgeVerdict.Undecided);
}
