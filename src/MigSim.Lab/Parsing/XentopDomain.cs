using MigSim.Units;

namespace MigSim.Lab.Parsing;

/// <summary>One domain in one frame of <c>xentop</c>.</summary>
/// <param name="Name">Its name; only <c>xentop -f</c> shows all of a long one.</param>
/// <param name="CpuTime">The processor time it used, in whole seconds.</param>
/// <param name="CpuUtilization">
/// Busy processors on average since the frame before, or <see langword="null"/> in the first frame.
/// </param>
/// <param name="Memory">Its memory.</param>
/// <param name="VirtualCpus">Its virtual processors.</param>
/// <param name="Transmitted">Data sent over its network devices.</param>
/// <param name="Received">Data received over its network devices.</param>
public sealed record XentopDomain(
    string Name,
    TimeSpan CpuTime,
    double? CpuUtilization,
    DataSize Memory,
    int VirtualCpus,
    DataSize Transmitted,
    DataSize Received
);
