namespace MigSim.Models.Migration;

/// <summary>
/// The pages that must be sent still: those of the memory's body first, then those of its tail; each
/// part is an even mixture of pages with content and of zero pages.
/// </summary>
internal struct UnsentPages
{
    // Less than this is the rounding of real numbers.
    private const double Nothing = 1e-6;

    private double _pages;
    private double _zeroPages;
    private double _tailPages;
    private double _tailZeroPages;

    /// <summary>Starts with all of a guest's memory.</summary>
    public UnsentPages(DirtyMemory memory, MemoryTail? tail)
    {
        double zero = Math.Min(memory.ZeroPages, memory.GuestPages);
        double content = memory.GuestPages - zero;
        double most = tail?.Density == 0 ? zero : memory.GuestPages;
        double tailAll = Math.Min(tail?.Pages ?? 0, most);
        double wanted = tail is null ? 0 : tailAll * content / memory.GuestPages * tail.Density;
        _tailPages = Math.Clamp(wanted, Math.Max(0, tailAll - zero), Math.Min(content, tailAll));
        _tailZeroPages = tailAll - _tailPages;
        _pages = content - _tailPages;
        _zeroPages = zero - _tailZeroPages;
    }

    public readonly double Total => Content + Zero;

    public readonly double Content => _pages + _tailPages;

    public readonly double Zero => _zeroPages + _tailZeroPages;

    public readonly bool IsEmpty => Total <= Nothing;

    /// <summary>Gets the pages of the part that is being sent.</summary>
    public readonly double InPart => InBody ? _pages + _zeroPages : Total;

    /// <summary>Gets the share of them that hold something.</summary>
    public readonly double ContentShare =>
        InBody ? _pages / (_pages + _zeroPages)
        : IsEmpty ? 1
        : _tailPages / (_tailPages + _tailZeroPages);

    private readonly bool InBody => _pages + _zeroPages > Nothing;

    /// <summary>Takes pages out of the part that is being sent.</summary>
    /// <param name="count">How many, at most those of the part.</param>
    /// <returns>Those with content, and the zero pages.</returns>
    public (double Content, double Zero) Take(double count)
    {
        double content = Math.Min(count * ContentShare, InBody ? _pages : _tailPages);
        double zero = Math.Min(count - content, InBody ? _zeroPages : _tailZeroPages);
        if (InBody)
        {
            _pages -= content;
            _zeroPages -= zero;
        }
        else
        {
            _tailPages -= content;
            _tailZeroPages -= zero;
        }

        return (content, zero);
    }

    /// <summary>Adds pages that were written; from now on there is one part.</summary>
    /// <param name="pages">How many.</param>
    /// <param name="most">All pages of the guest.</param>
    public void Add(double pages, double most)
    {
        _zeroPages += _tailZeroPages;
        _pages = Math.Min(most - _zeroPages, _pages + _tailPages + pages);
        _tailPages = 0;
        _tailZeroPages = 0;
        if (_zeroPages <= Nothing)
        {
            _zeroPages = 0;
        }
    }

    /// <summary>Takes all that is left.</summary>
    public (double Content, double Zero) TakeAll()
    {
        (double, double) all = (Content, Zero);
        this = default;
        return all;
    }
}
