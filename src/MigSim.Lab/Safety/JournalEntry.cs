namespace MigSim.Lab.Safety;

/// <summary>A change of the testbed that has not been undone yet.</summary>
/// <param name="Id">Tells it from all others.</param>
/// <param name="What">The change, for people: <c>network namespace node0</c>.</param>
/// <param name="Undo">What undoes it.</param>
public sealed record JournalEntry(string Id, string What, UndoStep Undo);
