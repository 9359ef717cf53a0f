using MigSim.Virtualization;

namespace MigSim.Measurement;

/// <summary>An open-loop load: connections begin at their times, whatever became of others.</summary>
/// <param name="Source">The host that offers it.</param>
/// <param name="Target">What is asked for, with the server's address.</param>
/// <param name="ConnectionsPerSecond">New connections a second, evenly spaced; positive.</param>
/// <param name="CallsPerConnection">Requests on each connection, one after the other; at least 1.</param>
/// <param name="ConnectionCount">Connections in all, at least 1.</param>
/// <param name="Timeout">
/// After how long without a connection or an answer the client gives a connection up; positive.
/// </param>
public sealed record LoadSpec(
    HostName Source,
    Uri Target,
    double ConnectionsPerSecond,
    int CallsPerConnection,
    int ConnectionCount,
    TimeSpan Timeout
)
{
    /// <summary>Gets the machine on the source in which the client runs; null for the host itself.</summary>
    public VmName? Machine { get; init; }

    /// <summary>Gets the time between two new connections.</summary>
    public TimeSpan Interval => TimeSpan.FromSeconds(1 / ConnectionsPerSecond);
}
