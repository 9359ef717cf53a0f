using System.Buffers.Binary;
using MigSim.Kernel;

namespace MigSim.Simulation.Flows;

/// <summary>Packets as a pcapng file (IETF draft-ietf-opsawg-pcapng).</summary>
internal static class Pcapng
{
    private const uint SectionHeader = 0x0A0D0D0A;
    private const uint ByteOrder = 0x1A2B3C4D;
    private const uint InterfaceDescription = 1;
    private const uint EnhancedPacket = 6;
    private const ushort LinkEthernet = 1;
    private const ushort ResolutionOption = 9;
    private const byte Nanoseconds = 9;

    // A virtual clock has no date: runs begin with the year in which the paper was published.
    private static readonly long s_epoch =
        new DateTimeOffset(2013, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds() * 1_000_000_000;

    /// <summary>Writes packets in their order.</summary>
    /// <param name="packets">The packets, in the order of their time.</param>
    /// <param name="runBegan">When the run began.</param>
    public static byte[] Write(IEnumerable<KeptPacket> packets, SimTime runBegan)
    {
        using var file = new MemoryStream();
        Span<byte> section = stackalloc byte[16];
        BinaryPrimitives.WriteUInt32LittleEndian(section, ByteOrder);
        BinaryPrimitives.WriteUInt16LittleEndian(section[4..], 1);
        BinaryPrimitives.WriteInt64LittleEndian(section[8..], -1);
        WriteBlock(file, SectionHeader, section);

        Span<byte> card = stackalloc byte[20];
        card.Clear();
        BinaryPrimitives.WriteUInt16LittleEndian(card, LinkEthernet);
        BinaryPrimitives.WriteUInt16LittleEndian(card[8..], ResolutionOption);
        BinaryPrimitives.WriteUInt16LittleEndian(card[10..], 1);
        card[12] = Nanoseconds;
        WriteBlock(file, InterfaceDescription, card);
        foreach (KeptPacket packet in packets)
        {
            WritePacket(file, packet, runBegan);
        }

        return file.ToArray();
    }

    private static void WritePacket(MemoryStream file, KeptPacket packet, SimTime runBegan)
    {
        int length = packet.Length ?? packet.Frame.Length;
        byte[] body = new byte[20 + ((length + 3) & ~3)];
        ulong at = (ulong)(s_epoch + packet.At.Nanoseconds - runBegan.Nanoseconds);
        BinaryPrimitives.WriteUInt32LittleEndian(body.AsSpan(4), (uint)(at >> 32));
        BinaryPrimitives.WriteUInt32LittleEndian(body.AsSpan(8), (uint)(at & uint.MaxValue));
        BinaryPrimitives.WriteUInt32LittleEndian(body.AsSpan(12), (uint)length);
        BinaryPrimitives.WriteUInt32LittleEndian(body.AsSpan(16), (uint)packet.Frame.Length);
        packet.Frame.AsSpan(0, length).CopyTo(body.AsSpan(20));
        WriteBlock(file, EnhancedPacket, body);
    }

    private static void WriteBlock(MemoryStream file, uint type, ReadOnlySpan<byte> body)
    {
        Span<byte> word = stackalloc byte[4];
        uint length = (uint)body.Length + 12;
        Put(type);
        Put(length);
        file.Write(body);
        Put(length);

        void Put(uint value)
        {
            Span<byte> bytes = stackalloc byte[4];
            BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
            file.Write(bytes);
        }
    }
}
