namespace MigSim.Models.Memory;

/// <summary>Pages written one after the other at a constant rate, round and round a working set.</summary>
/// <param name="pagesPerSecond">The rate, 0 or more.</param>
/// <param name="workingSet">The pages of the working set, 0 or more; infinity if it has no end.</param>
public sealed class RateCurve(double pagesPerSecond, double workingSet) : IDirtyCurve
{
    /// <inheritdoc/>
    public double SteadyFrom => 0;

    /// <inheritdoc/>
    public double UniquePages(double from, double seconds) =>
        Math.Min(workingSet, pagesPerSecond * seconds);
}
