using MigSim.Clustering;
using MigSim.Kernel;
using MigSim.Models.Network;
using MigSim.Simulation.Network;

namespace MigSim.Simulation.Clustering;

/// <summary>Datagrams between members, over the heartbeat network.</summary>
internal sealed class SimClusterMessaging : IClusterMessaging, IMessageReceiver
{
    private readonly SimWorld _world;
    private readonly SortedDictionary<HostName, Feed<ClusterMessage>> _inboxes = [];

    public SimClusterMessaging(SimulationLoop loop, SimWorld world)
    {
        _world = world;
        foreach (HostName member in world.Members)
        {
            _inboxes.Add(member, new Feed<ClusterMessage>(loop, $"datagrams to {member}"));
        }
    }

    public void Broadcast(ClusterMessage message)
    {
        int bytes = Framing.DatagramOnWire(message.Topic.Length + message.Text.Length);
        foreach (HostName member in _world.Members)
        {
            if (member != message.Source)
            {
                SimMessage datagram = _world.Network.Rent();
                datagram.Network = NetworkName.Heartbeat;
                datagram.SourceHost = _world.Host(message.Source);
                datagram.TargetHost = _world.Host(member);
                datagram.WireBytes = bytes;
                datagram.Receiver = this;
                datagram.Content = message;
                _world.Network.Send(datagram);
            }
        }
    }

    public IAsyncEnumerable<ClusterMessage> ReceiveAsync(
        HostName member,
        CancellationToken cancellationToken
    ) => _inboxes[member].WatchAsync([], cancellationToken);

    void IMessageReceiver.Receive(SimMessage datagram)
    {
        _inboxes[datagram.ForwardedTo.Name].Publish((ClusterMessage)datagram.Content!);
        _world.Network.Release(datagram);
    }
}
