using System.Net;
using MigSim.Units;

namespace MigSim;

/// <summary>A physical machine.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Processors">The number of its processor cores, at least 1.</param>
/// <param name="Memory">Its memory.</param>
/// <param name="Address">Its address on the network <see cref="NetworkName.Lan"/>.</param>
/// <param name="StackDelay">
/// The time that one packet spends in its network card, driver and protocol stack, once each way.
/// </param>
public sealed record HostDescription(
    HostName Name,
    int Processors,
    DataSize Memory,
    IPAddress Address,
    TimeSpan StackDelay
);
