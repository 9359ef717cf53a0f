using System.Collections.Immutable;

namespace MigSim.Lab.Faults;

/// <summary>A link of a lab and the devices that can cut it or slow it down.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Ends">Both ends, or the one that can be reached; the first one is cut.</param>
public sealed record LabLink(LinkName Name, ImmutableArray<LabLinkEnd> Ends);
