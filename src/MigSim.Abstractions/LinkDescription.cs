using System.Net;
using MigSim.Units;

namespace MigSim;

/// <summary>A full-duplex link between a host and the switch of a network.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Host">The host at its one end.</param>
/// <param name="Network">The network whose switch is at its other end.</param>
/// <param name="Bandwidth">Its bit rate in each direction, framing included.</param>
/// <param name="Latency">Its propagation delay, one way.</param>
/// <param name="Address">The host's address on it.</param>
public sealed record LinkDescription(
    LinkName Name,
    HostName Host,
    NetworkName Network,
    DataRate Bandwidth,
    TimeSpan Latency,
    IPAddress Address
);
