namespace MigSim.Kernel;

/// <summary>A signal that is constant between changes, such as the length of a queue.</summary>
/// <remarks>
/// Its mean weighs each value by how long it held.
/// </remarks>
public sealed class TimeWeightedMonitor
{
    private SimTime _since;
    private double _area; // Value times nanoseconds, from Start to _since.

    /// <summary>Begins to observe a signal.</summary>
    /// <param name="start">When the interval of observation begins.</param>
    /// <param name="value">The value from then on.</param>
    public TimeWeightedMonitor(SimTime start, double value)
    {
        Current = value;
        Reset(start);
    }

    /// <summary>Gets the beginning of the interval of observation.</summary>
    public SimTime Start { get; private set; }

    /// <summary>Gets the value since the last change.</summary>
    public double Current { get; private set; }

    /// <summary>Gets the largest value in the interval.</summary>
    public double Max { get; private set; }

    /// <summary>Changes the value.</summary>
    /// <param name="at">When it changes, not before the last change.</param>
    /// <param name="value">The value from then on.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is before the last change.</exception>
    public void Set(SimTime at, double value)
    {
        _area = AreaUntil(at);
        _since = at;
        Current = value;
        Max = Math.Max(Max, value);
    }

    /// <summary>Gets the mean from <see cref="Start"/> to an instant.</summary>
    /// <param name="end">The end of the interval, not before the last change.</param>
    /// <returns>The mean; the current value if the interval is empty.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The time is before the last change.</exception>
    public double Mean(SimTime end)
    {
        var area = AreaUntil(end);
        var length = end.Nanoseconds - Start.Nanoseconds;
        return length == 0 ? Current : area / length;
    }

    /// <summary>Forgets what was, for example a warm-up; the current value holds on.</summary>
    /// <param name="start">When the new interval begins, not before the last change.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is before the last change.</exception>
    public void Reset(SimTime start)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(start, _since);
        Start = start;
        Max = Current;
        _since = start;
        _area = 0;
    }

    private double AreaUntil(SimTime end)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(end, _since);
        return _area + (Current * (end.Nanoseconds - _since.Nanoseconds));
    }
}
