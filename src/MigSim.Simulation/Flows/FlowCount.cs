using MigSim.Kernel;
using MigSim.Measurement;
using MigSim.Units;

namespace MigSim.Simulation.Flows;

/// <summary>What was counted of one flow so far.</summary>
internal sealed class FlowCount(FlowId id)
{
    private long _packets;
    private long _bytes;
    private long _keptPackets;
    private long _keptBytes;

    public FlowId Id => id;

    public SimTime First { get; private set; }

    public SimTime Last { get; set; }

    /// <summary>The next byte of a TCP stream.</summary>
    public uint NextSequence { get; set; }

    /// <summary>Full segments of a bulk stream.</summary>
    public long Frames { get; set; }

    /// <summary>Bytes of a bulk stream that do not fill a segment yet.</summary>
    public long BytesWaiting { get; set; }

    public void Add(SimTime when, long packets, long bytes, long keptPackets, long keptBytes)
    {
        if (_packets == 0)
        {
            First = when;
        }

        Last = Last > when ? Last : when;
        _packets += packets;
        _bytes += bytes;
        _keptPackets += keptPackets;
        _keptBytes += keptBytes;
    }

    public FlowStatistics Describe(FlowId flow, SimTime runBegan) =>
        new(flow, First - runBegan, Last - runBegan, _packets, DataSize.FromBytes(_bytes))
        {
            KeptPackets = _keptPackets,
            KeptSize = DataSize.FromBytes(_keptBytes),
        };
}
