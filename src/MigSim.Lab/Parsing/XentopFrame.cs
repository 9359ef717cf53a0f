using System.Collections.Immutable;

namespace MigSim.Lab.Parsing;

/// <summary>What <c>xentop -b</c> shows at one time.</summary>
/// <param name="Domains">The domains, in the order of the frame.</param>
/// <param name="IsComplete">
/// Whether another frame follows; the last frame of a text may have been cut off.
/// </param>
public sealed record XentopFrame(ImmutableArray<XentopDomain> Domains, bool IsComplete);
