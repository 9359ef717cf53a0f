using System.Net;

namespace MigSim.Lab.Parsing;

/// <summary>A closed set of lines that <c>ping -n -D -O</c> prints; match on the nested types.</summary>
/// <param name="Stamp">The time since 1970 in front of the line, as <c>-D</c> prints it.</param>
public abstract record PingLine(TimeSpan? Stamp)
{
    /// <summary>The first line: what is being asked.</summary>
    public sealed record Heading(string Target, long PayloadBytes) : PingLine((TimeSpan?)null);

    /// <summary>An answer; it is printed when it came.</summary>
    /// <param name="Stamp">When the answer came.</param>
    /// <param name="Source">Who answered.</param>
    /// <param name="Sequence">The number of the request, modulo 65 536.</param>
    /// <param name="RoundTripTime">
    /// The round-trip time, or <see langword="null"/> where the request is too small to carry one.
    /// </param>
    /// <param name="IsDuplicate">Whether the request had been answered before.</param>
    public sealed record Reply(
        TimeSpan? Stamp,
        IPAddress Source,
        int Sequence,
        TimeSpan? RoundTripTime,
        bool IsDuplicate
    ) : PingLine(Stamp);

    /// <summary>A request was not answered by the time the next one was due.</summary>
    /// <param name="Stamp">When the next request was about to be sent.</param>
    /// <param name="Sequence">The number of the request, modulo 65 536.</param>
    public sealed record NoAnswerYet(TimeSpan? Stamp, int Sequence) : PingLine(Stamp);

    /// <summary>A router or the own host said why a request cannot be answered.</summary>
    public sealed record Refusal(TimeSpan? Stamp, string Source, int Sequence, string Reason)
        : PingLine(Stamp);

    /// <summary>The line above the summary.</summary>
    public sealed record SummaryHeading(string Target) : PingLine((TimeSpan?)null);

    /// <summary>The counts of the summary.</summary>
    public sealed record Counts(
        long Transmitted,
        long Received,
        long Duplicates,
        long Corrupted,
        long Errors,
        TimeSpan? Elapsed
    ) : PingLine((TimeSpan?)null);

    /// <summary>The last line of the summary, absent if nothing was answered.</summary>
    /// <param name="PipeLength">The most requests under way at once, if more than one.</param>
    public sealed record RoundTripTimes(
        TimeSpan Minimum,
        TimeSpan Mean,
        TimeSpan Maximum,
        TimeSpan Deviation,
        int? PipeLength
    ) : PingLine((TimeSpan?)null);

    /// <summary>The last line of the summary if nothing was answered.</summary>
    public sealed record PipeOnly(int PipeLength) : PingLine((TimeSpan?)null);

    /// <summary>ping complains: of the network, of its clock, of its arguments.</summary>
    public sealed record Complaint(string Text) : PingLine((TimeSpan?)null);

    /// <summary>An empty line.</summary>
    public sealed record Blank() : PingLine((TimeSpan?)null);
}
