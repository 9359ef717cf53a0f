using System.Collections.Immutable;

namespace MigSim.Models.Memory;

/// <summary>The replay of a recorded trace: which pages were written in each interval.</summary>
/// <remarks>
/// After its end the trace begins again, so it is never steady. Within an interval the pages are
/// taken to be written evenly, so a part of it counts with its share.
/// </remarks>
public sealed class TracedCurve : IDirtyCurve
{
    private readonly double _interval;
    private readonly ImmutableArray<ImmutableArray<int>> _intervals;

    /// <summary>Creates the replay.</summary>
    /// <param name="interval">The length of an interval, in seconds, above 0.</param>
    /// <param name="intervals">The numbers of the pages written in each one, at least one.</param>
    /// <exception cref="ArgumentException">There is no interval, or it has no length.</exception>
    public TracedCurve(double interval, ImmutableArray<ImmutableArray<int>> intervals)
    {
        if (interval <= 0 || intervals.IsEmpty)
        {
            throw new ArgumentException("A trace needs intervals with a length above 0.");
        }

        _interval = interval;
        _intervals = intervals;
    }

    /// <inheritdoc/>
    public double SteadyFrom => double.PositiveInfinity;

    /// <inheritdoc/>
    public double UniquePages(double from, double seconds)
    {
        double end = (from + seconds) / _interval;
        double start = from / _interval;
        var whole = new HashSet<int>();
        var partial = new Dictionary<int, double>();
        for (double index = Math.Floor(start); index < end; index++)
        {
            double share = Math.Min(end, index + 1) - Math.Max(start, index);
            foreach (int page in _intervals[(int)(index % _intervals.Length)])
            {
                if (share >= 1)
                {
                    whole.Add(page);
                }
                else
                {
                    double unwritten = 1 - partial.GetValueOrDefault(page);
                    partial[page] = 1 - (unwritten * (1 - share));
                }
            }
        }

        return whole.Count
            + partial.Where(page => !whole.Contains(page.Key)).Sum(page => page.Value);
    }
}
