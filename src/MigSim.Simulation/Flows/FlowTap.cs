using System.Collections.Immutable;
using System.Net;
using MigSim.Kernel;
using MigSim.Measurement;
using MigSim.Models.Network;
using MigSim.Simulation.Hosts;
using MigSim.Simulation.Network;
using MigSim.Units;

namespace MigSim.Simulation.Flows;

/// <summary>Sees what passes one host's link to the LAN, and counts and keeps it.</summary>
/// <remarks>
/// Messages are packets. Bulk transfers are counted as the full segments that would carry them, of
/// which one in so many is kept; their acknowledgements are left out.
/// </remarks>
internal sealed class FlowTap(SimHost host, int framesPerSample)
{
    private const int IpHeader = 20;
    private const int TcpHeader = 32;

    private readonly OrderedDictionary<FlowId, FlowCount> _flows = [];
    private readonly List<KeptPacket> _kept = [];
    private readonly Dictionary<BulkFlow, long> _moved = new(ReferenceEqualityComparer.Instance);

    /// <summary>A message passed.</summary>
    public void See(SimMessage message, SimHost at, SimTime when)
    {
        if (at != host || message.Network != NetworkName.Lan)
        {
            return;
        }

        PacketHeader header = message.Header;
        IPAddress source = message.SourceVm?.Spec.Address ?? Address(message.SourceHost);
        if (header.Protocol == 0)
        {
            _kept.Add(new(when, PacketFrame.Announcement(source), null));
            return;
        }

        IPAddress target = message.TargetVm?.Spec.Address ?? Address(message.TargetHost!);
        FlowCount flow = Count(Flow(source, target, header));
        int bytes = PacketFrame.IpBytes(header);
        flow.Add(when, 1, bytes, keptPackets: 1, keptBytes: bytes);
        uint sequence = flow.NextSequence;
        flow.NextSequence = unchecked(flow.NextSequence + PacketFrame.SequenceOf(header));
        FlowId back = new(target, source, header.Protocol, header.TargetPort, header.SourcePort);
        uint acknowledged = _flows.TryGetValue(back, out FlowCount? reverse)
            ? reverse.NextSequence
            : 0;
        byte[] frame = PacketFrame.Write(source, target, header, sequence, acknowledged);
        _kept.Add(new(when, frame, null));
    }

    /// <summary>A bulk transfer went on, or ended.</summary>
    public void See(BulkFlow bulk, SimTime since, SimTime now, bool isOver)
    {
        BulkTransfer transfer = bulk.Transfer;
        if (transfer.Source != host && transfer.Target != host)
        {
            return;
        }

        long before = _moved.GetValueOrDefault(bulk);
        long after = Math.Max(before, (long)Math.Round(transfer.Bytes - bulk.BytesLeft));
        _moved[bulk] = after;
        if (isOver)
        {
            _moved.Remove(bulk);
        }

        if (after > before)
        {
            Move(transfer, after - before, since, now);
        }
    }

    /// <summary>Ends the count.</summary>
    /// <param name="runBegan">When the run began on the loop.</param>
    public FlowReport Report(SimTime runBegan)
    {
        foreach (FlowCount flow in _flows.Values)
        {
            if (flow.BytesWaiting > 0)
            {
                Emit(flow, flow.Last, (int)flow.BytesWaiting, isKept: true);
                flow.BytesWaiting = 0;
            }
        }

        return new([
            .. _flows
                .OrderBy(flow => flow.Value.First)
                .Select(flow => flow.Value.Describe(flow.Key, runBegan)),
        ])
        {
            Packets = Pcapng.Write(_kept.OrderBy(packet => packet.At), runBegan),
        };
    }

    // The bytes of a stream go on from one transfer to the next.
    private void Move(BulkTransfer transfer, long bytes, SimTime since, SimTime now)
    {
        FlowCount flow = Count(Flow(transfer));
        double perByte = now.SecondsSince(since) / bytes;
        long waiting = flow.BytesWaiting;
        long frames = (waiting + bytes) / Framing.SegmentBytes;
        for (long frame = 1; frame <= frames; frame++)
        {
            double offset = ((frame * Framing.SegmentBytes) - waiting) * perByte;
            bool isKept = flow.Frames % framesPerSample == 0;
            Emit(flow, since.After(offset), Framing.SegmentBytes, isKept);
        }

        flow.BytesWaiting = waiting + bytes - (frames * Framing.SegmentBytes);
        flow.Last = now;
    }

    private void Emit(FlowCount flow, SimTime when, int payload, bool isKept)
    {
        int bytes = IpHeader + TcpHeader + payload;
        flow.Frames++;
        flow.Add(when, 1, bytes, isKept ? 1 : 0, isKept ? bytes : 0);
        if (isKept)
        {
            FlowId id = flow.Id;
            var header = new PacketHeader(
                PacketHeader.Tcp,
                id.SourcePort,
                id.TargetPort,
                payload,
                PacketHeader.Acknowledge
            );
            byte[] frame = PacketFrame.Write(id.Source, id.Target, header, flow.NextSequence, 0);
            _kept.Add(new(when, frame, PacketFrame.HeadersOf(header)));
        }

        flow.NextSequence = unchecked(flow.NextSequence + (uint)payload);
    }

    private FlowCount Count(FlowId id)
    {
        if (!_flows.TryGetValue(id, out FlowCount? flow))
        {
            flow = new FlowCount(id);
            _flows.Add(id, flow);
        }

        return flow;
    }

    private static FlowId Flow(IPAddress source, IPAddress target, PacketHeader header) =>
        header.Protocol == PacketHeader.Icmp
            ? new(source, target, header.Protocol, 0, header.SourcePort * 256)
            : new(source, target, header.Protocol, header.SourcePort, header.TargetPort);

    private static FlowId Flow(BulkTransfer transfer)
    {
        (int source, int target) = (transfer.Source.IsStorage, transfer.Target.IsStorage) switch
        {
            (true, _) => (PacketHeader.StoragePort, PacketHeader.FirstClientPort),
            (_, true) => (PacketHeader.FirstClientPort, PacketHeader.StoragePort),
            _ => (PacketHeader.FirstClientPort, PacketHeader.MigrationPort),
        };
        return new(
            Address(transfer.Source),
            Address(transfer.Target),
            PacketHeader.Tcp,
            source,
            target
        );
    }

    private static IPAddress Address(SimHost of) => of.Link(NetworkName.Lan).Description.Address;
}
