using System.Collections.Immutable;

namespace MigSim.Lab.Safety;

/// <summary>What became of an attempt to undo everything.</summary>
/// <param name="Healed">What was undone, in that order.</param>
/// <param name="Left">What could not be undone, with the reason; it stays in the journal.</param>
public sealed record HealReport(
    ImmutableArray<JournalEntry> Healed,
    ImmutableArray<(JournalEntry Entry, string Reason)> Left
);
