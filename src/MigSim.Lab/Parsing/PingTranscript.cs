using System.Collections.Immutable;

namespace MigSim.Lab.Parsing;

/// <summary>All that one <c>ping</c> printed.</summary>
/// <param name="Target">Who was asked.</param>
/// <param name="Lines">The lines between the heading and the summary.</param>
/// <param name="Counts">The summary's counts, or <see langword="null"/> if it was cut off.</param>
/// <param name="RoundTripTimes">
/// The summary's round-trip times, or <see langword="null"/> if nothing was answered.
/// </param>
public sealed record PingTranscript(
    string Target,
    ImmutableArray<PingLine> Lines,
    PingLine.Counts? Counts,
    PingLine.RoundTripTimes? RoundTripTimes
)
{
    /// <summary>Gets the answers, without those to requests that had been answered before.</summary>
    public IEnumerable<PingLine.Reply> Replies =>
        Lines.OfType<PingLine.Reply>().Where(reply => !reply.IsDuplicate);

    /// <summary>
    /// Gets a value indicating whether nothing is missing: there is a summary, it has its round-trip
    /// times, and it counts the answers that were printed.
    /// </summary>
    public bool IsComplete =>
        Counts is not null
        && Counts.Received == Replies.Count()
        && (Counts.Received == 0 || RoundTripTimes is not null);
}
