namespace MigSim.Kernel;

/// <summary>A real timer that calls back on the thread of the loop, never early.</summary>
/// <remarks>
/// The timers of the system count whole milliseconds of a coarse clock and may be early by the
/// fine one. So this one compares with the fine clock, and waits on for what is missing. A
/// period counts from the due time before, so that lateness does not accumulate. It may be changed
/// and disposed on any thread.
/// </remarks>
internal sealed class WallClockTimer : ITimer
{
    private readonly object _gate = new();
    private readonly WallClockLoop _loop;
    private readonly TimeProvider _system;
    private readonly TimerCall _call;
    private readonly ITimer _timer;

    private long? _due; // Time stamp of the system; null when not armed.
    private TimeSpan _period;
    private bool _disposed;

    public WallClockTimer(WallClockLoop loop, TimeProvider system, TimerCall call)
    {
        _loop = loop;
        _system = system;
        _call = call;
        _timer = system.CreateTimer(
            static timer => ((WallClockTimer)timer!).Post(),
            this,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan
        );
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        TimerCall.CheckDuration(dueTime, nameof(dueTime));
        TimerCall.CheckDuration(period, nameof(period));
        lock (_gate)
        {
            if (_disposed)
            {
                return false;
            }

            _period = period;
            _due =
                dueTime == Timeout.InfiniteTimeSpan
                    ? null
                    : _system.GetTimestamp() + ToTimestamp(dueTime);
            Arm();
            return true;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _due = null;
            _timer.Dispose();
        }
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void Post() =>
        _loop.PostFromOutside(static timer => ((WallClockTimer)timer!).Fire(), this);

    private void Fire()
    {
        lock (_gate)
        {
            if (_due is not { } due)
            {
                return;
            }

            if (_system.GetTimestamp() < due)
            {
                Arm();
                return;
            }

            _due = _period > TimeSpan.Zero ? due + ToTimestamp(_period) : null;
            Arm();
        }

        _call.Invoke();
    }

    private void Arm()
    {
        if (_due is not { } due)
        {
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return;
        }

        var missing = Math.Max(0, due - _system.GetTimestamp());
        var milliseconds = Math.Ceiling(missing * 1000.0 / _system.TimestampFrequency);
        _timer.Change(TimeSpan.FromMilliseconds(milliseconds), Timeout.InfiniteTimeSpan);
    }

    private long ToTimestamp(TimeSpan duration) =>
        (long)Math.Ceiling(duration.TotalSeconds * _system.TimestampFrequency);
}
