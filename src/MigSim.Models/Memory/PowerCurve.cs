namespace MigSim.Models.Memory;

/// <summary>Pages that grow as a power of time: D(t) = pages · t^exponent.</summary>
/// <param name="pages">Different pages written in the first second, 0 or more.</param>
/// <param name="exponent">Above 0, and at most 1: the curve is concave.</param>
/// <param name="pagesMax">The most that can be written; infinity if unknown.</param>
public sealed class PowerCurve(double pages, double exponent, double pagesMax) : IDirtyCurve
{
    /// <inheritdoc/>
    public double SteadyFrom => 0;

    /// <inheritdoc/>
    public double UniquePages(double from, double seconds) =>
        seconds <= 0 ? 0 : Math.Min(pagesMax, pages * Math.Pow(seconds, exponent));
}
