namespace MigSim.Tests.Time;

/// <summary>Time that stands still until it is told to go on; timers fire one by one, in order.</summary>
internal sealed class ManualTimeProvider : TimeProvider
{
    private readonly List<ManualTimer> _timers = [];
    private TimeSpan _now;

    /// <summary>Gets the due time that every timer was given when it was made.</summary>
    public List<TimeSpan> DueTimes { get; } = [];

    public int ArmedTimers => _timers.Count;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _now.Ticks;

    public override ITimer CreateTimer(
        TimerCallback callback,
        object? state,
        TimeSpan dueTime,
        TimeSpan period
    )
    {
        DueTimes.Add(dueTime);
        return new ManualTimer(this, () => callback(state), dueTime);
    }

    public void Advance(TimeSpan time)
    {
        TimeSpan end = _now + time;
        while (_timers.Where(timer => timer.Due <= end).MinBy(timer => timer.Due) is { } next)
        {
            _timers.Remove(next);
            _now = next.Due;
            next.Fire();
        }

        _now = end;
    }

    private sealed class ManualTimer : ITimer
    {
        private readonly ManualTimeProvider _provider;
        private readonly Action _callback;

        public ManualTimer(ManualTimeProvider provider, Action callback, TimeSpan dueTime)
        {
            _provider = provider;
            _callback = callback;
            Change(dueTime, Timeout.InfiniteTimeSpan);
        }

        public TimeSpan Due { get; private set; }

        public void Fire() => _callback();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _provider._timers.Remove(this);
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                Due = _provider._now + dueTime;
                _provider._timers.Add(this);
            }

            return true;
        }

        public void Dispose() => _provider._timers.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
