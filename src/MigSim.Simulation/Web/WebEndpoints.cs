using System.Net;
using MigSim.Measurement;
using MigSim.Models.Network;
using MigSim.Simulation.Hosts;
using MigSim.Simulation.Network;

namespace MigSim.Simulation.Web;

/// <summary>Where the two ends of a load's connections are at the moment.</summary>
internal sealed class WebEndpoints(SimWorld world, LoadSpec spec)
{
    private readonly IPAddress _address = IPAddress.Parse(spec.Target.Host);

    // Linux leaves clients the ports up to 60 999.
    private const int PortsMax = 28_232;

    private int _ports;
    private int _request;
    private int _reply;

    /// <summary>Gets who listens at the address.</summary>
    public SimWebServer? Server => world.Servers.GetValueOrDefault(_address);

    /// <summary>Sends a segment to the other end.</summary>
    public void Send(HttpConnection connection, SegmentKind kind)
    {
        SimMessage message = world.Network.Rent();
        message.Network = NetworkName.Lan;
        message.Receiver = connection;
        message.Tag = (long)kind;
        int payload = Payload(kind);
        message.WireBytes = Framing.SegmentOnWire(payload);
        bool isToServer = kind is SegmentKind.Open or SegmentKind.Request;
        message.Header = new PacketHeader(
            PacketHeader.Tcp,
            isToServer ? connection.Port : spec.Target.Port,
            isToServer ? spec.Target.Port : connection.Port,
            payload,
            Flags(kind)
        );
        if (isToServer ? AddressToServer(message) : AddressToClient(message))
        {
            world.Network.Send(message);
        }
        else
        {
            // Nobody has the address, or the sender stands still.
            world.Network.Release(message);
        }
    }

    /// <summary>Gets the next port that a client takes for itself.</summary>
    public int NextPort() => PacketHeader.FirstClientPort + (_ports++ % PortsMax);

    public void Release(SimMessage message) => world.Network.Release(message);

    private static byte Flags(SegmentKind kind) =>
        kind switch
        {
            SegmentKind.Open => PacketHeader.Synchronize,
            SegmentKind.Opened => PacketHeader.Synchronize | PacketHeader.Acknowledge,
            SegmentKind.Reset => PacketHeader.Reset | PacketHeader.Acknowledge,
            _ => PacketHeader.Push | PacketHeader.Acknowledge,
        };

    private int Payload(SegmentKind kind)
    {
        if (Server is { } server)
        {
            _request = (int)server.Spec.Profile.Request.Bytes;
            _reply = (int)server.Spec.Profile.Reply.Bytes;
        }

        return kind switch
        {
            SegmentKind.Request => _request,
            SegmentKind.Reply => _reply,
            _ => 0,
        };
    }

    private bool AddressToServer(SimMessage message)
    {
        message.SourceHost = world.Host(spec.Source);
        message.SourceVm = Client;
        return Aim(message);
    }

    private bool AddressToClient(SimMessage message)
    {
        SimVm? vm = world.FindVm(_address);
        SimHost? host = vm?.Host ?? HostAt;
        if (host is null || vm is { Runs: false })
        {
            return false;
        }

        message.SourceHost = host;
        message.SourceVm = vm;
        message.TargetVm = Client;
        message.TargetHost = Client is null ? world.Host(spec.Source) : null;
        return true;
    }

    private bool Aim(SimMessage message)
    {
        message.TargetVm = world.FindVm(_address);
        message.TargetHost = message.TargetVm is null ? HostAt : null;
        return message.TargetVm is not null || message.TargetHost is not null;
    }

    private SimVm? Client => spec.Machine is { } name ? world.FindVm(name) : null;

    private SimHost? HostAt =>
        world.Hosts.FirstOrDefault(host =>
            host.Link(NetworkName.Lan).Description.Address.Equals(_address)
        );
}
