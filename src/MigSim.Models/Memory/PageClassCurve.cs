using System.Collections.Immutable;
using MigSim.Virtualization;

namespace MigSim.Models.Memory;

/// <summary>
/// Hot and cold pages: classes of pages, each page of a class rewritten at random with the same
/// rate, so that the number of different pages grows as a concave curve.
/// </summary>
/// <remarks>A page with rewrite rate λ has been written after t with probability 1 - e^(-λt).</remarks>
public sealed class PageClassCurve(ImmutableArray<PageClass> classes) : IDirtyCurve
{
    /// <summary>Gets the number of pages that are written at all.</summary>
    public long Pages => classes.Sum(pages => pages.Pages);

    /// <inheritdoc/>
    public double SteadyFrom => 0;

    /// <inheritdoc/>
    public double UniquePages(double from, double seconds)
    {
        double pages = 0;
        foreach (PageClass pageClass in classes)
        {
            pages += pageClass.Pages * -ExpMinusOne(-pageClass.RewritesPerSecond * seconds);
        }

        return pages;
    }

    /// <inheritdoc/>
    public double PagesAgain(double from, double first, double second)
    {
        double pages = 0;
        foreach (PageClass pageClass in classes)
        {
            double rate = pageClass.RewritesPerSecond;
            double written = -ExpMinusOne(-rate * first);
            pages += pageClass.Pages * written * -ExpMinusOne(-rate * second);
        }

        return pages;
    }

    // e^x - 1 without losing the digits of a small x.
    private static double ExpMinusOne(double x) =>
        Math.Abs(x) < 1e-5 ? x + (x * x / 2) : Math.Exp(x) - 1;
}
