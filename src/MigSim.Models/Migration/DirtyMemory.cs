using System.Collections.Immutable;
using MigSim.Virtualization;

namespace MigSim.Models.Migration;

/// <summary>
/// How a guest dirties its memory: classes of pages, each page of a class rewritten at random
/// with the same rate, so that the number of unique dirty pages grows as a concave curve.
/// </summary>
/// <remarks>
/// Model card: <c>models/cards/pre-copy.md</c>. A page with rewrite rate λ is dirty after t with
/// probability 1 - e^(-λt).
/// </remarks>
public sealed class DirtyMemory
{
    private readonly ImmutableArray<PageClass> _classes;

    /// <summary>Creates the curve of a workload.</summary>
    /// <exception cref="ArgumentException">The classes have more pages than the guest.</exception>
    public DirtyMemory(ImmutableArray<PageClass> classes, long guestPages)
    {
        long written = classes.Sum(pages => pages.Pages);
        if (written > guestPages)
        {
            throw new ArgumentException(
                $"The workload writes {written} pages, the guest has {guestPages}.",
                nameof(classes)
            );
        }

        _classes = classes;
        GuestPages = guestPages;
    }

    /// <summary>Gets the number of 4 KiB pages of the guest.</summary>
    public long GuestPages { get; }

    /// <summary>Gets the expected number of unique pages written in a time.</summary>
    /// <param name="seconds">The time, 0 or more.</param>
    public double UniquePages(double seconds)
    {
        double pages = 0;
        foreach (PageClass pageClass in _classes)
        {
            pages += pageClass.Pages * -ExpMinusOne(-pageClass.RewritesPerSecond * seconds);
        }

        return pages;
    }

    /// <summary>
    /// Gets, of the pages that were dirty when a pass began, the share that is dirty again by the
    /// time the pass has lasted so long.
    /// </summary>
    /// <param name="sinceLastSync">
    /// How long the dirty pages of the pass had been collected, in seconds; infinity for the
    /// first pass, in which every page of the guest is sent.
    /// </param>
    /// <param name="intoPass">How long the pass has lasted, in seconds.</param>
    public double RedirtiedShare(double sinceLastSync, double intoPass)
    {
        bool everyPage = double.IsPositiveInfinity(sinceLastSync);
        double toSend = everyPage ? GuestPages : UniquePages(sinceLastSync);
        if (toSend <= 0)
        {
            return 0;
        }

        double redirtied = 0;
        foreach (PageClass pageClass in _classes)
        {
            double rate = pageClass.RewritesPerSecond;
            double inPass = everyPage ? 1 : -ExpMinusOne(-rate * sinceLastSync);
            redirtied += pageClass.Pages * inPass * -ExpMinusOne(-rate * intoPass);
        }

        return redirtied / toSend;
    }

    // e^x - 1 without losing the digits of a small x.
    private static double ExpMinusOne(double x) =>
        Math.Abs(x) < 1e-5 ? x + (x * x / 2) : Math.Exp(x) - 1;
}
