namespace MigSim.Simulation.Network;

/// <summary>What a packet would say of itself, for those who watch the wire.</summary>
/// <param name="Protocol">The number of the protocol over IP; 0 for ARP.</param>
/// <param name="SourcePort">From which port; of ICMP the type.</param>
/// <param name="TargetPort">To which port; of ICMP the number of the echo.</param>
/// <param name="Payload">Its data in bytes.</param>
/// <param name="Flags">The flags of TCP.</param>
internal readonly record struct PacketHeader(
    byte Protocol,
    int SourcePort,
    int TargetPort,
    int Payload,
    byte Flags = 0
)
{
    public const byte Icmp = 1;
    public const byte Tcp = 6;
    public const byte Udp = 17;

    public const byte Synchronize = 0x02;
    public const byte Reset = 0x04;
    public const byte Push = 0x08;
    public const byte Acknowledge = 0x10;

    /// <summary>The port of Xen's migrations.</summary>
    public const int MigrationPort = 8002;

    /// <summary>The port of disks on the shared storage (iSCSI).</summary>
    public const int StoragePort = 3260;

    /// <summary>The port of Heartbeat.</summary>
    public const int HeartbeatPort = 694;

    /// <summary>The first port that clients take for themselves on Linux.</summary>
    public const int FirstClientPort = 32768;

    public static PacketHeader Echo(bool isReply, long number, int payload) =>
        new(Icmp, isReply ? 0 : 8, (int)(number & 0xffff), payload);
}
