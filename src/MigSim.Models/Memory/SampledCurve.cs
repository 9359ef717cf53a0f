using System.Collections.Immutable;

namespace MigSim.Models.Memory;

/// <summary>A measured curve: samples, and what is between and beyond them.</summary>
public sealed class SampledCurve : IDirtyCurve
{
    private readonly double[] _seconds;
    private readonly double[] _pages;
    private readonly double[] _slopes;
    private readonly double _pagesMax;
    private readonly bool _asPowers;

    /// <summary>Creates a curve.</summary>
    /// <param name="points">At least one sample, in the order of time, above 0 s.</param>
    /// <param name="asPowers">
    /// True: a piece between two samples is a power of time, and the first and last pieces go on
    /// before and after them; a concave curve stays concave near 0. False: pieces are straight, from
    /// the origin on, and the last one goes on.
    /// </param>
    /// <param name="pagesMax">The most that can be written; infinity if unknown.</param>
    /// <exception cref="ArgumentException">The samples are none, or out of order, or fall.</exception>
    public SampledCurve(ImmutableArray<CurvePoint> points, bool asPowers, double pagesMax)
    {
        RequireOrder(points);
        _asPowers = asPowers && points.Length > 1;
        _pagesMax = pagesMax;
        ImmutableArray<CurvePoint> knots = _asPowers ? points : points.Insert(0, default);
        _seconds = [.. knots.Select(point => point.Seconds)];
        _pages = [.. knots.Select(point => point.Pages)];
        _slopes =
        [
            .. Enumerable
                .Range(0, knots.Length - 1)
                .Select(piece => Slope(knots[piece], knots[piece + 1])),
        ];
    }

    /// <inheritdoc/>
    public double SteadyFrom => 0;

    /// <inheritdoc/>
    public double UniquePages(double from, double seconds)
    {
        if (seconds <= 0)
        {
            return 0;
        }

        int piece = 0;
        while (piece < _slopes.Length - 1 && seconds > _seconds[piece + 1])
        {
            piece++;
        }

        double pages = _asPowers
            ? _pages[piece] * Math.Pow(seconds / _seconds[piece], _slopes[piece])
            : _pages[piece] + (_slopes[piece] * (seconds - _seconds[piece]));
        return Math.Min(_pagesMax, pages);
    }

    private static void RequireOrder(ImmutableArray<CurvePoint> points)
    {
        CurvePoint last = default;
        foreach (CurvePoint point in points)
        {
            if (point.Seconds <= last.Seconds || point.Pages < last.Pages || point.Pages <= 0)
            {
                throw new ArgumentException(
                    "A curve needs samples above 0 that grow with time.",
                    nameof(points)
                );
            }

            last = point;
        }

        if (points.IsEmpty)
        {
            throw new ArgumentException("A curve needs a sample.", nameof(points));
        }
    }

    private double Slope(CurvePoint left, CurvePoint right) =>
        _asPowers
            ? Math.Log(right.Pages / left.Pages) / Math.Log(right.Seconds / left.Seconds)
            : (right.Pages - left.Pages) / (right.Seconds - left.Seconds);
}
