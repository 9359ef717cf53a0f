using System.Collections.Immutable;
using MigSim.Models.Memory;
using MigSim.Units;
using MigSim.Virtualization;

namespace MigSim.Models.Migration;

/// <summary>The memory of a guest: how many pages it has, and how it writes them.</summary>
/// <remarks>Model card: <c>models/cards/dirty-memory.md</c>.</remarks>
public sealed class DirtyMemory
{
    private readonly IDirtyCurve _curve;

    /// <summary>Creates the memory of a guest with classes of equally hot pages.</summary>
    /// <exception cref="ArgumentException">The classes have more pages than the guest.</exception>
    public DirtyMemory(ImmutableArray<PageClass> classes, long guestPages)
    {
        var curve = new PageClassCurve(classes);
        if (curve.Pages > guestPages)
        {
            throw new ArgumentException(
                $"The workload writes {curve.Pages} pages, the guest has {guestPages}.",
                nameof(classes)
            );
        }

        _curve = curve;
        GuestPages = guestPages;
    }

    /// <summary>Creates the memory of a guest from a curve.</summary>
    /// <param name="curve">How it is written; never more than all of it.</param>
    /// <param name="guestPages">The pages of the guest.</param>
    public DirtyMemory(IDirtyCurve curve, long guestPages)
    {
        _curve = curve;
        GuestPages = guestPages;
    }

    /// <summary>Gets the number of pages of the guest.</summary>
    public long GuestPages { get; }

    /// <summary>Gets the size of a page, in bytes.</summary>
    public double PageBytes { get; init; } = DataSize.PageBytes;

    /// <summary>Gets how many of them hold nothing but zeros when the migration begins.</summary>
    public long ZeroPages { get; init; }

    /// <summary>Gets the time from which on the load is steady, in seconds of guest time.</summary>
    public double SteadyFrom => _curve.SteadyFrom;

    /// <summary>Gets the expected number of unique pages written in a time.</summary>
    /// <param name="seconds">The time for which the guest runs, 0 or more.</param>
    /// <param name="from">When counting begins, in seconds of guest time.</param>
    public double UniquePages(double seconds, double from = 0) =>
        Math.Min(_curve.UniquePages(from, seconds), GuestPages);

    /// <summary>
    /// Gets, of the pages that were dirty when a pass began, the share that is dirty again by the
    /// time the pass has lasted so long.
    /// </summary>
    /// <param name="sinceLastSync">
    /// How long the dirty pages of the pass had been collected, in seconds; infinity for the
    /// first pass, in which every page of the guest is sent.
    /// </param>
    /// <param name="intoPass">How long the pass has lasted, in seconds.</param>
    /// <param name="from">When collecting began, in seconds of guest time.</param>
    public double RedirtiedShare(double sinceLastSync, double intoPass, double from = 0)
    {
        bool everyPage = double.IsPositiveInfinity(sinceLastSync);
        double toSend = everyPage ? GuestPages : UniquePages(sinceLastSync, from);
        if (toSend <= 0)
        {
            return 0;
        }

        double again = everyPage
            ? UniquePages(intoPass, from)
            : _curve.PagesAgain(from, sinceLastSync, intoPass);
        return Math.Min(again / toSend, 1);
    }
}
