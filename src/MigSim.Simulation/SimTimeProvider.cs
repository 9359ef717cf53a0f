using MigSim.Kernel;
using MigSim.Time;

namespace MigSim.Simulation;

/// <summary>The loop's time as shared code sees it, with waits that do not allocate.</summary>
internal sealed class SimTimeProvider(SimulationLoop loop)
    : TimeProvider,
        IDelaySource,
        IActivityLog
{
    public override long TimestampFrequency => loop.Time.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => loop.Time.GetUtcNow();

    public override long GetTimestamp() => loop.Time.GetTimestamp();

    public override ITimer CreateTimer(
        TimerCallback callback,
        object? state,
        TimeSpan dueTime,
        TimeSpan period
    ) => loop.Time.CreateTimer(callback, state, dueTime, period);

    public ValueTask DelayAsync(TimeSpan delay, CancellationToken cancellationToken) =>
        loop.DelayAsync(delay, EventOrder.Agent, cancellationToken);

    public void Started(string activity) => loop.ActivityStarted(activity);

    public void Ended(string activity) => loop.ActivityEnded(activity);
}
