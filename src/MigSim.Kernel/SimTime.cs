using System.Globalization;

namespace MigSim.Kernel;

/// <summary>An instant of virtual time: whole nanoseconds since the run began.</summary>
/// <remarks>
/// One byte lasts 8 ns on a gigabit link, so the 100 ns of <see cref="TimeSpan"/> are too coarse
/// for instants. Durations are <see cref="TimeSpan"/>s, or plain nanoseconds for
/// <see cref="Plus"/>. 64 bits of nanoseconds last 292 years.
/// </remarks>
/// <param name="Nanoseconds">The nanoseconds since the run began.</param>
public readonly record struct SimTime(long Nanoseconds) : IComparable<SimTime>
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>Gets the instant the run begins.</summary>
    public static SimTime Zero => default;

    /// <summary>Gets the time since the run began, cut to whole ticks of 100 ns.</summary>
    public TimeSpan SinceStart => new(Nanoseconds / TimeSpan.NanosecondsPerTick);

    /// <summary>Gets the time since the run began, in seconds.</summary>
    public double Seconds => Nanoseconds / (double)NanosecondsPerSecond;

    /// <summary>Gets the instant <paramref name="sinceStart"/> after the beginning.</summary>
    /// <param name="sinceStart">The time since the run began.</param>
    /// <exception cref="OverflowException">It is longer than 292 years.</exception>
    public static SimTime FromTimeSpan(TimeSpan sinceStart) =>
        new(sinceStart.Ticks * TimeSpan.NanosecondsPerTick);

    /// <summary>Gets the instant <paramref name="duration"/> later.</summary>
    /// <param name="time">The instant to start from.</param>
    /// <param name="duration">The duration to go on; it may be negative.</param>
    /// <exception cref="OverflowException">The result is beyond 292 years.</exception>
    public static SimTime operator +(SimTime time, TimeSpan duration) =>
        new(time.Nanoseconds + (duration.Ticks * TimeSpan.NanosecondsPerTick));

    /// <summary>Gets the instant <paramref name="duration"/> earlier.</summary>
    /// <param name="time">The instant to start from.</param>
    /// <param name="duration">The duration to go back; it may be negative.</param>
    /// <exception cref="OverflowException">The result is beyond 292 years.</exception>
    public static SimTime operator -(SimTime time, TimeSpan duration) =>
        new(time.Nanoseconds - (duration.Ticks * TimeSpan.NanosecondsPerTick));

    /// <summary>Gets the duration between two instants, cut to whole ticks of 100 ns.</summary>
    /// <param name="later">The end of the duration.</param>
    /// <param name="earlier">Its beginning.</param>
    public static TimeSpan operator -(SimTime later, SimTime earlier) =>
        new((later.Nanoseconds - earlier.Nanoseconds) / TimeSpan.NanosecondsPerTick);

    /// <summary>Tells whether <paramref name="left"/> is before <paramref name="right"/>.</summary>
    public static bool operator <(SimTime left, SimTime right) =>
        left.Nanoseconds < right.Nanoseconds;

    /// <summary>Tells whether <paramref name="left"/> is after <paramref name="right"/>.</summary>
    public static bool operator >(SimTime left, SimTime right) =>
        left.Nanoseconds > right.Nanoseconds;

    /// <summary>Tells whether <paramref name="left"/> is not after <paramref name="right"/>.</summary>
    public static bool operator <=(SimTime left, SimTime right) =>
        left.Nanoseconds <= right.Nanoseconds;

    /// <summary>Tells whether <paramref name="left"/> is not before <paramref name="right"/>.</summary>
    public static bool operator >=(SimTime left, SimTime right) =>
        left.Nanoseconds >= right.Nanoseconds;

    /// <summary>Gets the instant <paramref name="nanoseconds"/> later.</summary>
    /// <param name="nanoseconds">The nanoseconds to go on; they may be negative.</param>
    /// <exception cref="OverflowException">The result is beyond 292 years.</exception>
    public SimTime Plus(long nanoseconds) => new(Nanoseconds + nanoseconds);

    /// <inheritdoc/>
    public int CompareTo(SimTime other) => Nanoseconds.CompareTo(other.Nanoseconds);

    /// <summary>Gets the exact time in seconds, such as <c>1.500000000 s</c>.</summary>
    public override string ToString()
    {
        var seconds = (decimal)Nanoseconds / NanosecondsPerSecond;
        return string.Create(CultureInfo.InvariantCulture, $"{seconds:F9} s");
    }
}
