using System.Buffers.Binary;
using System.Net;
using MigSim.Simulation.Network;

namespace MigSim.Simulation.Flows;

/// <summary>Packets as Ethernet frames, with the headers of their RFCs and empty data.</summary>
/// <remarks>RFC 791 (IPv4), 792 (ICMP), 768 (UDP), 9293 and 7323 (TCP), 826 (ARP).</remarks>
internal static class PacketFrame
{
    private const int Ethernet = 14;
    private const int Ip = 20;
    private const int Tcp = 32;
    private const int Datagram = 8;
    private const int FrameMin = 60;
    private const ushort TypeIp = 0x0800;
    private const ushort TypeArp = 0x0806;

    /// <summary>Gets the size of a packet from its IP header on.</summary>
    public static int IpBytes(PacketHeader header) =>
        Ip + (header.Protocol == PacketHeader.Tcp ? Tcp : Datagram) + header.Payload;

    /// <summary>Gets the size of a packet's headers, that of Ethernet too.</summary>
    public static int HeadersOf(PacketHeader header) => Ethernet + IpBytes(header) - header.Payload;

    /// <summary>Gets by how much a packet moves its TCP stream on.</summary>
    public static uint SequenceOf(PacketHeader header) =>
        header.Protocol != PacketHeader.Tcp
            ? 0
            : (uint)header.Payload + ((header.Flags & PacketHeader.Synchronize) != 0 ? 1u : 0u);

    /// <summary>Writes a packet.</summary>
    public static byte[] Write(
        IPAddress source,
        IPAddress target,
        PacketHeader header,
        uint sequence,
        uint acknowledged
    )
    {
        int bytes = IpBytes(header);
        byte[] frame = new byte[Math.Max(FrameMin, Ethernet + bytes)];
        WriteEthernet(frame, source, target, TypeIp);
        Span<byte> ip = frame.AsSpan(Ethernet, bytes);
        ip[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(ip[2..], (ushort)bytes);
        ip[6] = 0x40;
        ip[8] = 64;
        ip[9] = header.Protocol;
        source.TryWriteBytes(ip[12..], out _);
        target.TryWriteBytes(ip[16..], out _);
        BinaryPrimitives.WriteUInt16BigEndian(ip[10..], Checksum(ip[..Ip], 0));
        Span<byte> inner = ip[Ip..];
        if (header.Protocol == PacketHeader.Icmp)
        {
            inner[0] = (byte)header.SourcePort;
            BinaryPrimitives.WriteUInt16BigEndian(inner[6..], (ushort)header.TargetPort);
            BinaryPrimitives.WriteUInt16BigEndian(inner[2..], Checksum(inner, 0));
            return frame;
        }

        BinaryPrimitives.WriteUInt16BigEndian(inner, (ushort)header.SourcePort);
        BinaryPrimitives.WriteUInt16BigEndian(inner[2..], (ushort)header.TargetPort);
        bool isTcp = header.Protocol == PacketHeader.Tcp;
        if (isTcp)
        {
            WriteTcp(inner, header, sequence, acknowledged);
        }
        else
        {
            BinaryPrimitives.WriteUInt16BigEndian(inner[4..], (ushort)inner.Length);
        }

        // Of the pseudo header: both addresses, the protocol and the length.
        uint pseudo = Sum(ip[12..Ip]) + header.Protocol + (uint)inner.Length;
        BinaryPrimitives.WriteUInt16BigEndian(inner[(isTcp ? 16 : 6)..], Checksum(inner, pseudo));
        return frame;
    }

    /// <summary>Writes a gratuitous ARP: who has an address says so to all.</summary>
    public static byte[] Announcement(IPAddress address)
    {
        byte[] frame = new byte[FrameMin];
        WriteEthernet(frame, address, IPAddress.Broadcast, TypeArp);
        Span<byte> arp = frame.AsSpan(Ethernet);
        ReadOnlySpan<byte> fixedPart = [0, 1, 8, 0, 6, 4, 0, 1];
        fixedPart.CopyTo(arp);
        WriteMac(arp[8..], address);
        address.TryWriteBytes(arp[14..], out _);
        address.TryWriteBytes(arp[24..], out _);
        return frame;
    }

    private static void WriteTcp(
        Span<byte> tcp,
        PacketHeader header,
        uint sequence,
        uint acknowledged
    )
    {
        BinaryPrimitives.WriteUInt32BigEndian(tcp[4..], sequence);
        bool acknowledges = (header.Flags & PacketHeader.Acknowledge) != 0;
        BinaryPrimitives.WriteUInt32BigEndian(tcp[8..], acknowledges ? acknowledged : 0);
        tcp[12] = Tcp / 4 << 4;
        tcp[13] = header.Flags;
        BinaryPrimitives.WriteUInt16BigEndian(tcp[14..], ushort.MaxValue);

        // Two fillers and an empty time stamp.
        ReadOnlySpan<byte> options = [1, 1, 8, 10];
        options.CopyTo(tcp[20..]);
    }

    private static void WriteEthernet(byte[] frame, IPAddress source, IPAddress target, ushort type)
    {
        if (target.Equals(IPAddress.Broadcast))
        {
            frame.AsSpan(0, 6).Fill(0xff);
        }
        else
        {
            WriteMac(frame, target);
        }

        WriteMac(frame.AsSpan(6), source);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(12), type);
    }

    // Locally administered, with the IP address in it.
    private static void WriteMac(Span<byte> mac, IPAddress address)
    {
        mac[0] = 2;
        mac[1] = 0;
        address.TryWriteBytes(mac[2..], out _);
    }

    private static ushort Checksum(ReadOnlySpan<byte> bytes, uint sum)
    {
        sum += Sum(bytes);
        while (sum >> 16 != 0)
        {
            sum = (sum & 0xffff) + (sum >> 16);
        }

        return (ushort)(~sum & 0xffff);
    }

    private static uint Sum(ReadOnlySpan<byte> bytes)
    {
        uint sum = 0;
        for (int i = 0; i < bytes.Length; i += 2)
        {
            uint low = i + 1 < bytes.Length ? bytes[i + 1] : 0u;
            sum += ((uint)bytes[i] << 8) | low;
        }

        return sum;
    }
}
