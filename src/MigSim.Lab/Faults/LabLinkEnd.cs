using System.Collections.Immutable;

namespace MigSim.Lab.Faults;

/// <summary>One end of a link.</summary>
/// <param name="Host">On which host commands for it run.</param>
/// <param name="Enter">The words in front of these commands; none on a real host.</param>
/// <param name="Device">The network device.</param>
/// <param name="Shaping">
/// The words of <c>tc</c> for the queue that it has as long as nothing is broken; none for the
/// kernel's own.
/// </param>
public sealed record LabLinkEnd(
    HostName Host,
    ImmutableArray<string> Enter,
    string Device,
    ImmutableArray<string> Shaping
);
