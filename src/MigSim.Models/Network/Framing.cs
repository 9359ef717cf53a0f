namespace MigSim.Models.Network;

/// <summary>What Ethernet, IP and TCP add to data on the wire.</summary>
/// <remarks>
/// IEEE 802.3: preamble 8, header 14, check sequence 4, gap 12 bytes, at least 46 bytes of
/// payload. IPv4 20 bytes, TCP 20 and 12 of time stamps, UDP and ICMP 8.
/// </remarks>
public static class Framing
{
    /// <summary>The data of one full TCP segment, in bytes.</summary>
    public const int SegmentBytes = 1448;

    /// <summary>What one full TCP segment takes on the wire, in bytes.</summary>
    public const int FrameBytes = 1538;

    /// <summary>Bytes on the wire for each byte of a bulk transfer: 941.5 Mbit/s on 1 Gbit/s.</summary>
    public const double WirePerByte = (double)FrameBytes / SegmentBytes;

    private const int IpHeader = 20;
    private const int TcpHeader = 32;
    private const int DatagramHeader = 8;
    private const int EthernetPayloadMin = 46;
    private const int EthernetOverhead = 8 + 14 + 4 + 12;

    /// <summary>Gets what one UDP or ICMP datagram takes on the wire, in bytes.</summary>
    /// <param name="payload">Its data, in bytes.</param>
    public static int DatagramOnWire(int payload) => OnWire(DatagramHeader + payload);

    /// <summary>Gets what one TCP segment takes on the wire, in bytes.</summary>
    /// <param name="payload">Its data, 0 to <see cref="SegmentBytes"/>.</param>
    public static int SegmentOnWire(int payload) => OnWire(TcpHeader + payload);

    private static int OnWire(int packet) =>
        Math.Max(EthernetPayloadMin, IpHeader + packet) + EthernetOverhead;
}
