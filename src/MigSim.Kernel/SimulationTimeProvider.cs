namespace MigSim.Kernel;

/// <summary>Virtual time as everything in .NET understands it.</summary>
internal sealed class SimulationTimeProvider(SimulationLoop loop) : TimeProvider
{
    // Any fixed date will do; this one shows in reports that the time of day is made up.
    private static readonly DateTimeOffset Epoch = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => 1_000_000_000;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => Epoch + loop.Now.SinceStart;

    public override long GetTimestamp() => loop.Now.Nanoseconds;

    public override ITimer CreateTimer(
        TimerCallback callback,
        object? state,
        TimeSpan dueTime,
        TimeSpan period
    )
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new SimulationTimer(loop, new TimerCall(callback, state));
        timer.Change(dueTime, period);
        return timer;
    }
}
