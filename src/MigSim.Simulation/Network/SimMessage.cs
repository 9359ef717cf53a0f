using MigSim.Simulation.Hosts;

namespace MigSim.Simulation.Network;

/// <summary>A small message on its way; objects are reused.</summary>
internal sealed class SimMessage
{
    public NetworkName Network { get; set; }

    /// <summary>The host whose link it leaves by.</summary>
    public SimHost SourceHost { get; set; } = null!;

    /// <summary>The machine that sends it, or null for the host itself.</summary>
    public SimVm? SourceVm { get; set; }

    /// <summary>The host it is for, if it is for no machine.</summary>
    public SimHost? TargetHost { get; set; }

    /// <summary>The machine it is for, wherever the switch believes it to be.</summary>
    public SimVm? TargetVm { get; set; }

    /// <summary>The host to which the switch forwarded it.</summary>
    public SimHost ForwardedTo { get; set; } = null!;

    /// <summary>What it takes on the wire, in bytes.</summary>
    public int WireBytes { get; set; }

    /// <summary>What it says of itself; the default is that of an announcement.</summary>
    public PacketHeader Header { get; set; }

    /// <summary>Who takes it; null for a message that only teaches the switch a place.</summary>
    public IMessageReceiver? Receiver { get; set; }

    /// <summary>A number that the receiver understands.</summary>
    public long Tag { get; set; }

    /// <summary>An object that the receiver understands.</summary>
    public object? Content { get; set; }
}
