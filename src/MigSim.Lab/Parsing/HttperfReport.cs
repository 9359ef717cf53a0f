using System.Collections.Immutable;

namespace MigSim.Lab.Parsing;

/// <summary>What <c>httperf</c> reports; members are null where there was nothing to measure.</summary>
/// <param name="Connections">Connections that were tried.</param>
/// <param name="Requests">Requests sent.</param>
/// <param name="Replies">Replies received.</param>
/// <param name="Duration">How long the test took.</param>
/// <param name="ConnectionTime">
/// From the start to the end of a connection, in seconds; null if no reply came.
/// </param>
/// <param name="ConnectTime">
/// The mean time until a connection was made; null if no request could be sent.
/// </param>
/// <param name="RepliesPerSecond">
/// Samples of the reply rate; null below five seconds, where httperf has none and prints zeros.
/// </param>
/// <param name="ResponseTime">From request to reply, on average; null if no reply came.</param>
/// <param name="TransferTime">From the begin of a reply to its end; null if no reply came.</param>
/// <param name="Statuses">Replies by class of status.</param>
/// <param name="Errors">Failed calls by cause.</param>
/// <param name="Sessions">What became of the sessions, if there were any.</param>
public sealed record HttperfReport(
    int Connections,
    int Requests,
    int Replies,
    TimeSpan Duration,
    HttperfSummary? ConnectionTime,
    TimeSpan? ConnectTime,
    HttperfSummary? RepliesPerSecond,
    TimeSpan? ResponseTime,
    TimeSpan? TransferTime,
    HttperfStatuses Statuses,
    HttperfErrors Errors,
    HttperfSessions? Sessions
)
{
    /// <summary>
    /// Gets how many connections took how long, by the middle of bins of one millisecond, in seconds;
    /// empty if it was not asked for.
    /// </summary>
    public ImmutableArray<HttperfBin> ConnectionTimes { get; init; } = [];
}
