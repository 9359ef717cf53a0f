using MigSim.Kernel;
using MigSim.Simulation.Flows;
using MigSim.Simulation.Hosts;

namespace MigSim.Simulation.Network;

/// <summary>
/// The switches and links: small messages one by one, stage by stage, and bulk transfers as
/// flows that the messages meet in the queues.
/// </summary>
internal sealed class SimNetwork
{
    private readonly SimulationLoop _loop;
    private readonly Random _waits;
    private readonly Random _losses;
    private readonly Stack<SimMessage> _pool = new();

    // Where the LAN's switch believes a machine to be.
    private readonly Dictionary<VmName, SimHost> _places = [];

    private readonly Action<object?> _enterLink;
    private readonly Action<object?> _reachSwitch;
    private readonly Action<object?> _reachHost;
    private readonly Action<object?> _deliver;

    public SimNetwork(SimulationLoop loop, SimHost[] hosts)
    {
        _loop = loop;
        _waits = loop.Random["network.waits"];
        _losses = loop.Random["network.losses"];
        Bulk = new SimBulk(loop, hosts) { Taps = Taps };
        _enterLink = state => EnterLink((SimMessage)state!);
        _reachSwitch = state => ReachSwitch((SimMessage)state!);
        _reachHost = state => ReachHost((SimMessage)state!);
        _deliver = state => Deliver((SimMessage)state!);
    }

    public SimBulk Bulk { get; }

    /// <summary>Who watches the links.</summary>
    public List<FlowTap> Taps { get; } = [];

    /// <summary>Gets an empty message for <see cref="Send"/>.</summary>
    public SimMessage Rent() => _pool.TryPop(out SimMessage? message) ? message : new SimMessage();

    /// <summary>Sends a message: it crosses the sender's stack, the links and the switch.</summary>
    public void Send(SimMessage message)
    {
        if (message.SourceVm is { HoldsOutput: true } vm)
        {
            vm.KeepOutput(message);
        }
        else
        {
            SendNow(message);
        }
    }

    /// <summary>Sends a message, also if its machine's output is held back.</summary>
    public void SendNow(SimMessage message)
    {
        SimHost host = message.SourceHost;
        if (!host.IsUp)
        {
            Release(message);
            return;
        }

        SimTime now = _loop.Now;
        SimTime ready = now.After(host.StackSeconds);
        if (message.SourceVm is not null)
        {
            ready = host.PassControlDomain(now, ready);
        }

        Next(message, ready, _enterLink);
    }

    /// <summary>
    /// Has a host announce that a machine is behind its link now (gratuitous ARP).
    /// </summary>
    public void Announce(SimVm vm, SimHost host)
    {
        SimMessage message = Rent();
        message.Network = NetworkName.Lan;
        message.SourceHost = host;
        message.SourceVm = vm;
        message.WireBytes = Models.Network.Framing.DatagramOnWire(0);
        Send(message);
    }

    private void EnterLink(SimMessage message)
    {
        SimLink link = message.SourceHost.Link(message.Network);
        if (Crosses(message, link.Up, out SimTime leavesAt))
        {
            Show(message, message.SourceHost, leavesAt);
            SimTime arrivesAt = leavesAt.After(link.Up.LatencySeconds + link.ForwardingSeconds);
            Next(message, arrivesAt, _reachSwitch);
        }
    }

    private void ReachSwitch(SimMessage message)
    {
        if (message.SourceVm is { } sender)
        {
            _places[sender.Name] = message.SourceHost;
        }

        SimHost? target = message.TargetVm is { } vm
            ? _places.GetValueOrDefault(vm.Name)
            : message.TargetHost;
        if (target is null)
        {
            Release(message);
            return;
        }

        message.ForwardedTo = target;
        if (IsLost(target.Link(message.Network)))
        {
            Release(message);
            return;
        }

        SimPort port = target.Link(message.Network).Down;
        if (Crosses(message, port, out SimTime leavesAt))
        {
            Show(message, target, leavesAt);
            Next(message, leavesAt.After(port.LatencySeconds), _reachHost);
        }
    }

    private void ReachHost(SimMessage message)
    {
        SimHost host = message.ForwardedTo;
        SimTime now = _loop.Now;
        SimTime ready = now.After(host.StackSeconds);
        if (message.TargetVm is not null)
        {
            ready = host.PassControlDomain(now, ready);
        }

        Next(message, ready, _deliver);
    }

    private void Deliver(SimMessage message)
    {
        if (message.TargetVm is { IsFrozen: true } frozen && frozen.Host == message.ForwardedTo)
        {
            frozen.KeepInput(message);
        }
        else
        {
            DeliverNow(message);
        }
    }

    /// <summary>Hands a message to its receiver if the host and the machine take it.</summary>
    public void DeliverNow(SimMessage message)
    {
        SimHost host = message.ForwardedTo;
        bool taken = host.IsUp && (message.TargetVm is not { } vm || (vm.Host == host && vm.Runs));
        if (taken)
        {
            message.Receiver?.Receive(message);
        }
        else
        {
            Release(message);
        }
    }

    private bool IsLost(SimLink link) => link.Loss > 0 && _losses.NextDouble() < link.Loss;

    private bool Crosses(SimMessage message, SimPort port, out SimTime leavesAt)
    {
        double wait = port.BulkWait;
        if (port.BulkWaitVaries && wait > 0)
        {
            wait *= -Math.Log(1 - _waits.NextDouble());
        }

        if (port.TryEnqueue(_loop.Now, message.WireBytes, wait, out leavesAt))
        {
            return true;
        }

        Release(message);
        return false;
    }

    private void Show(SimMessage message, SimHost at, SimTime when)
    {
        foreach (FlowTap tap in Taps)
        {
            tap.See(message, at, when);
        }
    }

    private void Next(SimMessage message, SimTime due, Action<object?> stage) =>
        _loop.Schedule(due, EventOrder.Model, stage, message);

    /// <summary>Takes messages back that will not be sent again.</summary>
    public void Release(IReadOnlyList<SimMessage> messages)
    {
        foreach (SimMessage message in messages)
        {
            Release(message);
        }
    }

    /// <summary>Takes a message back that will not be sent again.</summary>
    public void Release(SimMessage message)
    {
        message.SourceVm = null;
        message.TargetHost = null;
        message.TargetVm = null;
        message.Receiver = null;
        message.Content = null;
        message.Header = default;
        _pool.Push(message);
    }
}
