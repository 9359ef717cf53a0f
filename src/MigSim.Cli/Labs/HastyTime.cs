namespace MigSim.Cli.Labs;

/// <summary>Time that passes a thousand times as fast as another one.</summary>
internal sealed class HastyTime(TimeProvider time) : TimeProvider
{
    private const int Haste = 1000;

    public override long TimestampFrequency => time.TimestampFrequency / Haste;

    public override long GetTimestamp() => time.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow();

    public override ITimer CreateTimer(
        TimerCallback callback,
        object? state,
        TimeSpan dueTime,
        TimeSpan period
    ) => time.CreateTimer(callback, state, Shorten(dueTime), Shorten(period));

    private static TimeSpan Shorten(TimeSpan delay) =>
        delay > TimeSpan.Zero ? delay / Haste : delay;
}
