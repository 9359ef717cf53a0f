using System.Net;
using MigSim.Units;

namespace MigSim.Lab.Parsing;

/// <summary>One flow, as nfdump writes it: one direction.</summary>
/// <param name="FirstPacketAt">The local time of the exporter, in whole seconds.</param>
/// <param name="Duration">From the first packet to the last one.</param>
/// <param name="Source">Who sent.</param>
/// <param name="Target">To whom.</param>
/// <param name="SourcePort">From which port; zero without ports.</param>
/// <param name="TargetPort">To which port; of ICMP, 256 × type + code.</param>
/// <param name="Protocol">The protocol, as in <c>TCP</c>.</param>
/// <param name="Packets">Packets, in and out.</param>
/// <param name="Size">Their size with network headers.</param>
public sealed record FlowRecord(
    DateTime FirstPacketAt,
    TimeSpan Duration,
    IPAddress Source,
    IPAddress Target,
    int SourcePort,
    int TargetPort,
    string Protocol,
    long Packets,
    DataSize Size
);
