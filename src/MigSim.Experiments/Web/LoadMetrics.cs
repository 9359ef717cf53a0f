using System.Collections.Immutable;
using MigSim.Experiments.Recording;
using MigSim.Measurement;

namespace MigSim.Experiments.Web;

/// <summary>The metrics of an HTTP load.</summary>
public static class LoadMetrics
{
    /// <summary>The name of every metric.</summary>
    public static ImmutableArray<string> Names { get; } =
    [
        "http.connections",
        "http.replies",
        "http.replies_per_s",
        "http.connection.mean_ms",
        "http.connection.p50_ms",
        "http.connection.p99_ms",
        "http.connection.max_ms",
        "http.response.mean_ms",
        "http.errors.client_timeouts",
        "http.errors.socket_timeouts",
        "http.errors.refused",
        "http.errors.reset",
        "http.errors.other",
    ];

    /// <summary>Adds the metrics of the load of a run, if there was one.</summary>
    public static void Add(
        ImmutableSortedDictionary<string, double?>.Builder metrics,
        ImmutableArray<RunEvent> events
    )
    {
        LoadReport? report = events.OfType<RunEvent.LoadEnded>().LastOrDefault()?.Report;
        SampleSummary? time = report?.ConnectionTime;
        double? seconds = report?.Duration.TotalSeconds;
        metrics["http.connections"] = report?.Connections;
        metrics["http.replies"] = report?.Replies;
        metrics["http.replies_per_s"] = seconds > 0 ? report?.Replies / seconds : null;
        metrics["http.connection.mean_ms"] = 1000 * time?.Mean;
        metrics["http.connection.p50_ms"] = 1000 * time?.Median;
        metrics["http.connection.p99_ms"] = 1000 * time?.NinetyNinth;
        metrics["http.connection.max_ms"] = 1000 * time?.Maximum;
        metrics["http.response.mean_ms"] = report?.ResponseTime?.TotalMilliseconds;
        metrics["http.errors.client_timeouts"] = report?.Errors.ClientTimeouts;
        metrics["http.errors.socket_timeouts"] = report?.Errors.SocketTimeouts;
        metrics["http.errors.refused"] = report?.Errors.ConnectionsRefused;
        metrics["http.errors.reset"] = report?.Errors.ConnectionsReset;
        metrics["http.errors.other"] = report?.Errors.Other;
    }
}
