namespace MigSim.Kernel;

/// <summary>Real time, with timers that fire on the thread of the loop.</summary>
internal sealed class WallClockTimeProvider(WallClockLoop loop) : TimeProvider
{
#pragma warning disable RS0030 // The one place where real time enters the solution.
    private readonly TimeProvider _system = System;
#pragma warning restore RS0030

    public override long TimestampFrequency => _system.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => _system.LocalTimeZone;

    public override DateTimeOffset GetUtcNow() => _system.GetUtcNow();

    public override long GetTimestamp() => _system.GetTimestamp();

    public override ITimer CreateTimer(
        TimerCallback callback,
        object? state,
        TimeSpan dueTime,
        TimeSpan period
    )
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new WallClockTimer(loop, _system, new TimerCall(callback, state));
        timer.Change(dueTime, period);
        return timer;
    }
}
