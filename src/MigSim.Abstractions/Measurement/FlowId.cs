using System.Net;

namespace MigSim.Measurement;

/// <summary>The ends of a flow.</summary>
/// <param name="Source">Who sends.</param>
/// <param name="Target">To whom.</param>
/// <param name="Protocol">The number of the protocol over IP: 1 ICMP, 6 TCP, 17 UDP.</param>
/// <param name="SourcePort">From which port; 0 without ports.</param>
/// <param name="TargetPort">To which port; of ICMP 256 × type + code, as NetFlow has it.</param>
public readonly record struct FlowId(
    IPAddress Source,
    IPAddress Target,
    int Protocol,
    int SourcePort,
    int TargetPort
);
