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
        Up = new SimPort(
            description,
            DataSize.FromBytes(HostQueueFrames * Models.Network.Framing.FrameBytes)
        );
        Down = new SimPort(description, network.PortQueue);
    }

    public LinkDescription Description { get; }

    public double ForwardingSeconds { get; }

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
