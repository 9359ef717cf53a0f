namespace MigSim.Models.Migration;

/// <summary>A rate that follows the guest's writing: it only ever rises.</summary>
/// <remarks>
/// Source: xen-project/xen, RELEASE-3.0.0, <c>tools/libxc/xc_linux_save.c</c>, <c>ADAPTIVE_SAVE</c>.
/// The burst of 100 KiB that its token bucket allows is left out.
/// </remarks>
/// <param name="Start">The rate of the first pass, in bytes per second.</param>
/// <param name="Max">The highest rate, in bytes per second.</param>
/// <param name="Margin">By how much it exceeds the measured dirty rate, in bytes per second.</param>
public sealed record AdaptiveRate(double Start, double Max, double Margin)
{
    /// <summary>Gets the rates of the NSDI 2005 toolstack: 100, 500 and 50 Mbit/s.</summary>
    public static AdaptiveRate Xen2005 { get; } = new(100e6 / 8, 500e6 / 8, 50e6 / 8);

    /// <summary>Gets the rate after a pass.</summary>
    /// <param name="rate">The rate of the pass.</param>
    /// <param name="dirtyRate">The rate at which the guest wrote in it, in bytes per second.</param>
    public double Next(double rate, double dirtyRate) =>
        dirtyRate > rate ? Math.Min(Max, dirtyRate + Margin) : rate;
}
