using System.Collections.Immutable;

namespace MigSim.Lab.Shell;

/// <summary>
/// A program and its arguments; quoting for the remote shell happens in one place.
/// </summary>
/// <remarks>
/// It runs with <c>LC_ALL=C</c>, with the directories of the administrator's programs in its path,
/// and with nothing to read.
/// </remarks>
/// <param name="Program">The program; looked for in the path of the host.</param>
/// <param name="Arguments">Its arguments, passed on unchanged.</param>
/// <param name="Timeout">After how long it is ended; positive.</param>
public sealed record RemoteCommand(
    string Program,
    IReadOnlyList<string> Arguments,
    TimeSpan Timeout
)
{
    /// <summary>
    /// Gets a value indicating whether it may be run again without harm if it is not known whether it
    /// ran: a question, not an action.
    /// </summary>
    public bool IsIdempotent { get; init; }

    /// <summary>Gets the exit codes with which a stream ends without an exception; 0 by default.</summary>
    public ImmutableArray<int> ExpectedExitCodes { get; init; } = [0];

    /// <inheritdoc/>
    public override string ToString() => string.Join(' ', [Program, .. Arguments]);
}
