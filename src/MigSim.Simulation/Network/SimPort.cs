using MigSim.Kernel;
using MigSim.Models.Network;
using MigSim.Units;

namespace MigSim.Simulation.Network;

/// <summary>One direction of a link: an output queue and the wire behind it.</summary>
internal sealed class SimPort(LinkDescription link, DataSize queue)
{
    // Times are whole nanoseconds: what fills the queue exactly may seem to be this much beyond it.
    private const double RoundingSeconds = 1e-9;

    private readonly double _bytesPerSecond = link.Bandwidth.BytesPerSecond;
    private SimTime _messagesDoneAt;
    private SimTime _bulkSince;
    private double _bulkBytes;

    public double LatencySeconds { get; } = link.Latency.TotalSeconds;

    public bool IsUp { get; set; } = true;

    /// <summary>What bulk transfers may use of it, in bytes on the wire per second.</summary>
    public double Capacity => IsUp ? _bytesPerSecond : 0;

    /// <summary>Its number in the fair-share problem that is being solved.</summary>
    public int Resource { get; set; }

    /// <summary>The wait of a message behind bulk transfers, in seconds.</summary>
    public double BulkWait { get; private set; }

    /// <summary>Whether <see cref="BulkWait"/> is the mean of a varying wait.</summary>
    public bool BulkWaitVaries { get; private set; }

    /// <summary>Bytes on the wire per second that bulk transfers take now.</summary>
    public double BulkRate { get; private set; }

    /// <summary>Bytes on the wire of all messages so far.</summary>
    public long MessageBytes { get; private set; }

    /// <summary>Gets the bytes on the wire of everything so far.</summary>
    public long TotalBytes(SimTime now) =>
        MessageBytes + (long)(_bulkBytes + (BulkRate * now.SecondsSince(_bulkSince)));

    /// <summary>Sets what bulk transfers do to this port.</summary>
    /// <param name="now">The present instant.</param>
    /// <param name="utilization">The share of its bit rate that they use.</param>
    /// <param name="windowBytes">What their windows can hold in its queue, on the wire.</param>
    /// <param name="queues">Whether they can queue here at all.</param>
    public void SetBulk(SimTime now, double utilization, double windowBytes, bool queues)
    {
        _bulkBytes += BulkRate * now.SecondsSince(_bulkSince);
        _bulkSince = now;
        BulkRate = utilization * Capacity;
        if (!queues || Capacity == 0)
        {
            BulkWait = 0;
            BulkWaitVaries = false;
            return;
        }

        double standing = Math.Min(windowBytes, queue.Bytes) / _bytesPerSecond;
        bool saturated = utilization > 1 - 1e-6;
        BulkWaitVaries = !saturated;
        BulkWait = PortQueue.MeanWait(
            saturated ? 1 : utilization,
            Framing.FrameBytes / _bytesPerSecond,
            standing
        );
    }

    /// <summary>Puts a message into the queue.</summary>
    /// <param name="now">The present instant.</param>
    /// <param name="bytes">The message on the wire.</param>
    /// <param name="bulkWait">Its wait behind bulk transfers, in seconds.</param>
    /// <param name="leavesAt">When its last bit has left.</param>
    /// <returns>False if it was dropped.</returns>
    public bool TryEnqueue(SimTime now, int bytes, double bulkWait, out SimTime leavesAt)
    {
        SimTime start = now.After(bulkWait);
        if (start < _messagesDoneAt)
        {
            start = _messagesDoneAt;
        }

        leavesAt = start.After(bytes / _bytesPerSecond);
        bool fits = (start.SecondsSince(now) - RoundingSeconds) * _bytesPerSecond <= queue.Bytes;
        if (!IsUp || !fits)
        {
            return false;
        }

        _messagesDoneAt = leavesAt;
        MessageBytes += bytes;
        return true;
    }
}
