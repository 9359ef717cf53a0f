using System.Collections.Immutable;

namespace MigSim.Measurement;

/// <summary>The flows that were counted.</summary>
/// <param name="Flows">In the order of their first packets.</param>
public sealed record FlowReport(ImmutableArray<FlowStatistics> Flows)
{
    /// <summary>Gets the packets that were kept, as a pcapng file; null where none are.</summary>
    public ReadOnlyMemory<byte>? Packets { get; init; }
}
