using System.Collections.Immutable;
using MigSim.Units;

namespace MigSim.Measurement;

/// <summary>What a host did over one interval.</summary>
/// <param name="At">The end of the interval, since the run began.</param>
/// <param name="Host">The host.</param>
/// <param name="CpuUtilization">Busy processors on average, from 0 to their number.</param>
/// <param name="MemoryFree">Memory that no machine holds, at the end.</param>
/// <param name="Received">Data received since the run began, framing included.</param>
/// <param name="Transmitted">Data sent since the run began, framing included.</param>
/// <param name="Domains">The same by domain, the control domain first.</param>
public sealed record HostSample(
    TimeSpan At,
    HostName Host,
    double CpuUtilization,
    DataSize MemoryFree,
    DataSize Received,
    DataSize Transmitted,
    ImmutableArray<DomainSample> Domains
);
