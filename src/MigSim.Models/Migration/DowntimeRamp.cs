namespace MigSim.Models.Migration;

/// <summary>
/// An allowed downtime that an orchestrator raises after the first pass, at each reading of the dirty
/// bitmap.
/// </summary>
/// <remarks>Source: kubevirt/kubevirt, pull request 17480: from 150 ms to 1050 ms.</remarks>
/// <param name="Step">By how much it rises, in seconds.</param>
/// <param name="Max">Up to where, in seconds.</param>
public sealed record DowntimeRamp(double Step, double Max)
{
    /// <summary>Gets the limit after one more reading.</summary>
    internal double Next(double limit) => Math.Max(limit, Math.Min(Max, limit + Step));
}
