using System.Collections.Immutable;
using MigSim.Virtualization;

namespace MigSim.Lab.Parsing;

/// <summary>What <c>xl list</c> says of one host.</summary>
/// <param name="ControlDomain">Domain 0.</param>
/// <param name="Vms">The other domains, in the order of the list.</param>
public sealed record XlList(VmStatus ControlDomain, ImmutableArray<VmStatus> Vms);
