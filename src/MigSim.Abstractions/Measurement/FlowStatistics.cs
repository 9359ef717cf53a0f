using MigSim.Units;

namespace MigSim.Measurement;

/// <summary>One flow: all packets of one direction with the same ends.</summary>
/// <param name="Flow">Its ends.</param>
/// <param name="FirstPacketAt">When its first packet passed, since the run began.</param>
/// <param name="LastPacketAt">When its last packet passed.</param>
/// <param name="Packets">Its packets.</param>
/// <param name="Size">Their size from the IP header on.</param>
public sealed record FlowStatistics(
    FlowId Flow,
    TimeSpan FirstPacketAt,
    TimeSpan LastPacketAt,
    long Packets,
    DataSize Size
)
{
    /// <summary>Gets how many of the packets were kept.</summary>
    public long KeptPackets { get; init; }

    /// <summary>Gets the size of those that were kept, as it was on the wire.</summary>
    public DataSize KeptSize { get; init; }
}
