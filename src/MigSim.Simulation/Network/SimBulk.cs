using MigSim.Kernel;
using MigSim.Models.Network;
using MigSim.Simulation.Flows;
using MigSim.Simulation.Hosts;
using MigSim.Units;

namespace MigSim.Simulation.Network;

/// <summary>
/// Bulk transfers as flows that share links and control domains max-min fairly. Rates change only
/// when a transfer begins or ends or a link changes, so a transfer costs a few events however
/// long it is.
/// </summary>
internal sealed class SimBulk
{
    // A transfer whose last bytes are due within this time is done; rates are real numbers.
    private const double DoneWithinSeconds = 0.5e-9;

    private readonly SimulationLoop _loop;
    private readonly SimHost[] _hosts;
    private readonly List<BulkFlow> _flows = [];
    private readonly FairShare _share = new();
    private readonly Action<object?> _update;
    private EventHandle _next;
    private bool _updatePending;

    public SimBulk(SimulationLoop loop, SimHost[] hosts)
    {
        _loop = loop;
        _hosts = hosts;
        _update = _ => Update();
    }

    /// <summary>Gets who watches the links.</summary>
    public required IReadOnlyList<FlowTap> Taps { get; init; }

    /// <summary>Shows who watches how far every transfer is.</summary>
    public void ShowProgress()
    {
        foreach (BulkFlow flow in _flows)
        {
            Advance(flow, _loop.Now);
        }
    }

    /// <summary>Makes a transfer on the LAN.</summary>
    /// <returns>False if one of the hosts failed.</returns>
    public async Task<bool> TransferAsync(
        BulkTransfer transfer,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!transfer.Source.IsUp || !transfer.Target.IsUp)
        {
            return false;
        }

        var flow = new BulkFlow(
            transfer,
            transfer.Source.Link(NetworkName.Lan),
            transfer.Target.Link(NetworkName.Lan)
        );
        flow.Begin(_loop.Now);
        _flows.Add(flow);
        Changed();
        await using CancellationTokenRegistration registration = cancellationToken.Register(() =>
            Remove(flow, completed: false)
        );
        bool completed = await flow.Completion;
        cancellationToken.ThrowIfCancellationRequested();
        return completed;
    }

    /// <summary>Ends all transfers of a host that failed.</summary>
    public void Abort(SimHost host)
    {
        for (int index = _flows.Count - 1; index >= 0; index--)
        {
            if (_flows[index].Involves(host))
            {
                Remove(_flows[index], completed: false);
            }
        }
    }

    /// <summary>
    /// Has the rates found anew before time goes on, once for all changes of an instant.
    /// </summary>
    public void Changed()
    {
        if (!_updatePending)
        {
            _updatePending = true;
            _loop.Schedule(_loop.Now, EventOrder.Model, _update, null);
        }
    }

    private void Remove(BulkFlow flow, bool completed)
    {
        if (_flows.Remove(flow))
        {
            Advance(flow, _loop.Now);
            Finish(flow, completed);
            Changed();
        }
    }

    private void Update()
    {
        _updatePending = false;
        _loop.Cancel(_next);
        _next = default;
        SimTime now = _loop.Now;
        for (int index = _flows.Count - 1; index >= 0; index--)
        {
            Advance(_flows[index], now);
        }

        if (FinishDone())
        {
            // What waits for them may start the next transfer at this very instant.
            Changed();
            return;
        }

        Solve();
        ScheduleNext();
    }

    private bool FinishDone()
    {
        bool any = false;
        for (int index = 0; index < _flows.Count; )
        {
            BulkFlow flow = _flows[index];
            if (flow.BytesLeft <= flow.Rate * DoneWithinSeconds)
            {
                _flows.RemoveAt(index);
                Finish(flow, completed: true);
                any = true;
            }
            else
            {
                index++;
            }
        }

        return any;
    }

    private void Advance(BulkFlow flow, SimTime now)
    {
        SimTime since = flow.UpdatedAt;
        flow.Advance(now);
        Show(flow, since, now, isOver: false);
    }

    private void Finish(BulkFlow flow, bool completed)
    {
        flow.Finish(completed);
        Show(flow, flow.UpdatedAt, flow.UpdatedAt, isOver: true);
    }

    private void Show(BulkFlow flow, SimTime since, SimTime now, bool isOver)
    {
        foreach (FlowTap tap in Taps)
        {
            tap.See(flow, since, now, isOver);
        }
    }

    private void ScheduleNext()
    {
        double soonest = double.PositiveInfinity;
        foreach (BulkFlow flow in _flows)
        {
            soonest = Math.Min(soonest, flow.SecondsLeft);
        }

        if (!double.IsPositiveInfinity(soonest))
        {
            _next = _loop.Schedule(_loop.Now.After(soonest), EventOrder.Model, _update, null);
        }
    }

    private void Solve()
    {
        _share.Clear();
        foreach (SimHost host in _hosts)
        {
            SimLink link = host.Link(NetworkName.Lan);
            link.Up.Resource = _share.AddResource(link.Up.Capacity);
            link.Down.Resource = _share.AddResource(link.Down.Capacity);
            host.Resource = _share.AddResource(host.ControlDomain?.Processors ?? 1);
        }

        foreach (BulkFlow flow in _flows)
        {
            AddFlow(flow);
        }

        _share.Solve();
        foreach (BulkFlow flow in _flows)
        {
            flow.Rate = _share.Rate(flow.Number);
        }

        foreach (SimHost host in _hosts)
        {
            ApplyTo(host);
        }
    }

    private void AddFlow(BulkFlow flow)
    {
        BulkTransfer transfer = flow.Transfer;
        flow.Number = _share.AddFlow(transfer.Limit.BytesPerSecond);
        _share.AddUse(flow.Number, flow.SourceLink.Up.Resource, Framing.WirePerByte);
        _share.AddUse(flow.Number, flow.TargetLink.Down.Resource, Framing.WirePerByte);
        _share.AddUse(flow.Number, transfer.Source.Resource, transfer.SourceCpuPerByte);
        _share.AddUse(flow.Number, transfer.Target.Resource, transfer.TargetCpuPerByte);
    }

    private void ApplyTo(SimHost host)
    {
        SimTime now = _loop.Now;
        SimLink link = host.Link(NetworkName.Lan);
        double up = 0;
        double down = 0;
        double copying = 0;
        SimLink? feeder = null;
        bool severalFeeders = false;
        foreach (BulkFlow flow in _flows)
        {
            BulkTransfer transfer = flow.Transfer;
            if (transfer.Source == host)
            {
                up += InQueue(flow);
                copying += flow.Rate * transfer.SourceCpuPerByte;
            }

            if (transfer.Target == host)
            {
                down += InQueue(flow);
                copying += flow.Rate * transfer.TargetCpuPerByte;
                severalFeeders |= feeder is not null && feeder != flow.SourceLink;
                feeder = flow.SourceLink;
            }
        }

        // What one link feeds into a port that is no slower arrives one frame after the other.
        bool downQueues = severalFeeders || feeder?.Up.Capacity > link.Down.Capacity;
        link.Up.SetBulk(now, _share.Utilization(link.Up.Resource), up, queues: up > 0);
        link.Down.SetBulk(now, _share.Utilization(link.Down.Resource), down, downQueues);
        host.SetCopying(copying);
    }

    // The bytes on the wire of a flow's window that are not under way elsewhere.
    private static double InQueue(BulkFlow flow)
    {
        BulkTransfer transfer = flow.Transfer;
        double pathSeconds =
            SimLink.RoundTripSeconds(transfer.Source, transfer.Target)
            + (Framing.FrameBytes / flow.TargetLink.Description.Bandwidth.BytesPerSecond);
        double queued = transfer.Window.Bytes - (flow.Rate * pathSeconds);
        return Math.Max(0, queued) * Framing.WirePerByte;
    }
}
