using System.Collections.Immutable;

namespace MigSim.Lab.Safety;

/// <summary>A command that undoes a change; it succeeds too if there is nothing to undo.</summary>
/// <param name="Host">Where it runs.</param>
/// <param name="Program">The program.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="TimeoutSeconds">After how long it is ended.</param>
public sealed record UndoStep(
    HostName Host,
    string Program,
    ImmutableArray<string> Arguments,
    double TimeoutSeconds = 30
);
