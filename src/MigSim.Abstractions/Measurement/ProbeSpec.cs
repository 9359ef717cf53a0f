using System.Net;
using MigSim.Units;

namespace MigSim.Measurement;

/// <summary>A stream of echo requests to be sent.</summary>
/// <param name="Source">The host that sends.</param>
/// <param name="Target">The address that shall answer.</param>
/// <param name="Interval">The time between two requests; positive.</param>
/// <param name="Count">The number of requests, at least 1.</param>
/// <param name="Timeout">After how long a request is called lost.</param>
/// <param name="Payload">The data of one request; 56 bytes as ping's default.</param>
public sealed record ProbeSpec(
    HostName Source,
    IPAddress Target,
    TimeSpan Interval,
    int Count,
    TimeSpan Timeout,
    DataSize Payload
);
