using MigSim.Units;

namespace MigSim.Simulation.Network;

/// <summary>A full-duplex link: a port at the host and a port at the switch.</summary>
internal sealed class SimLink
{
    // A host queues as many frames as Linux's default transmit queue.
    private const int HostQueueFrames = 1000;

    public SimLink(LinkDescription description, NetworkDescription network)
    {
        Description = description;
        ForwardingSeconds = network.ForwardingDelay.TotalSeconds;
        Loss = network.Loss;
        Up = new SimPort(
            description,
            DataSize.FromBytes(HostQueueFrames * Models.Network.Framing.FrameBytes)
        );
        Down = new SimPort(description, network.PortQueue);
    }

    public LinkDescription Description { get; }

    public double ForwardingSeconds { get; }

    /// <summary>The share of packets that its network loses.</summary>
    public double Loss { get; }

    /// <summary>Gets the time of a round trip on the idle LAN, without the bits themselves.</summary>
    public static double RoundTripSeconds(Hosts.SimHost source, Hosts.SimHost target)
    {
        SimLink up = source.Link(NetworkName.Lan);
        SimLink down = target.Link(NetworkName.Lan);
        return (2 * (source.StackSeconds + target.StackSeconds))
            + (2 * (up.ForwardingSeconds + up.Up.LatencySeconds))
            + (2 * down.Down.LatencySeconds);
    }

    /// <summary>From the host to the switch.</summary>
    public SimPort Up { get; }

    /// <summary>From the switch to the host.</summary>
    public SimPort Down { get; }

    public bool IsUp
    {
        get => Up.IsUp;
        set
        {
            Up.IsUp = value;
            Down.IsUp = value;
        }
    }
}
