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
        message.WireBytes = Framing.SegmentOnWire(Payload(kind));
        bool isToServer = kind is SegmentKind.Open or SegmentKind.Request;
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

    public void Release(SimMessage message) => world.Network.Release(message);

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
