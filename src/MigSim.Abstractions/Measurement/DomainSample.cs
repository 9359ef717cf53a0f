using MigSim.Units;

namespace MigSim.Measurement;

/// <summary>What one domain of a host did over one interval.</summary>
/// <param name="Domain">Its name; the control domain's is <c>Domain-0</c>.</param>
/// <param name="CpuUtilization">Busy processors on average.</param>
/// <param name="Memory">Its memory, or zero where the host does not account for it.</param>
public readonly record struct DomainSample(string Domain, double CpuUtilization, DataSize Memory)
{
    /// <summary>
    /// Gets the same with what the control domain did on its behalf, as XenMon counts; null where that
    /// is not observed.
    /// </summary>
    public double? ChargedUtilization { get; init; }
}
