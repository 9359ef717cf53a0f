using MigSim.Units;

namespace MigSim;

/// <summary>A switch with one port for each link.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ForwardingDelay">From the last bit in to the first bit out of an idle port.</param>
/// <param name="PortQueue">What one output port can hold before it drops.</param>
public sealed record NetworkDescription(
    NetworkName Name,
    TimeSpan ForwardingDelay,
    DataSize PortQueue
)
{
    /// <summary>Gets the share of packets that get lost on their way, from 0 to below 1.</summary>
    public double Loss { get; init; }
}
