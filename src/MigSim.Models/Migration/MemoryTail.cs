namespace MigSim.Models.Migration;

/// <summary>
/// The end of a guest's memory, which the first pass sends last: zero pages may be more or less
/// frequent there than elsewhere.
/// </summary>
/// <param name="Pages">How many pages it has; of zeros only, not more than there are.</param>
/// <param name="Density">
/// The share of pages there that hold something, as a multiple of that of the whole memory; 0 if there
/// are only zeros, 1 if it is like the rest.
/// </param>
public sealed record MemoryTail(double Pages, double Density)
{
    /// <summary>Gets a memory in which all zero pages come last.</summary>
    public static MemoryTail AllZeroPages { get; } = new(double.PositiveInfinity, 0);
}
