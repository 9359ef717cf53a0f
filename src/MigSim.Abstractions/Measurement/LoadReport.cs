using System.Collections.Immutable;

namespace MigSim.Measurement;

/// <summary>What came back of a load.</summary>
/// <param name="Duration">From the first connection to the end of the last.</param>
/// <param name="Connections">Connections that were tried.</param>
/// <param name="Requests">Requests sent.</param>
/// <param name="Replies">Replies received.</param>
/// <param name="ConnectionTime">
/// From the begin of a connection to its end, in seconds, of those that were answered; null if none was.
/// </param>
/// <param name="ResponseTime">The mean time from a request to its reply; null without a reply.</param>
/// <param name="Errors">Failed connections by cause.</param>
public sealed record LoadReport(
    TimeSpan Duration,
    int Connections,
    int Requests,
    int Replies,
    SampleSummary? ConnectionTime,
    TimeSpan? ResponseTime,
    LoadErrors Errors
)
{
    /// <summary>Gets how many replies said that it could not be done (status 4xx or 5xx).</summary>
    public int Refusals { get; init; }

    /// <summary>Gets every connection in the order of its begin; null where the tool does not tell.</summary>
    public ImmutableArray<LoadSample>? Samples { get; init; }
}
