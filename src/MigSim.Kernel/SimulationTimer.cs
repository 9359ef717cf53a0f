namespace MigSim.Kernel;

/// <summary>A timer whose armed state is an event; the queue keeps it alive.</summary>
internal sealed class SimulationTimer(SimulationLoop loop, TimerCall call) : ITimer
{
    private EventHandle _event;
    private TimeSpan _period;
    private bool _disposed;

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        TimerCall.CheckDuration(dueTime, nameof(dueTime));
        TimerCall.CheckDuration(period, nameof(period));
        loop.RequireLoopThread();
        if (_disposed)
        {
            return false;
        }

        loop.Cancel(_event);
        _event = default;
        _period = period;
        if (dueTime != Timeout.InfiniteTimeSpan)
        {
            Arm(dueTime);
        }

        return true;
    }

    public void Dispose()
    {
        // From another thread this is the finalizer of a forgotten PeriodicTimer. When it runs is
        // the garbage collector's choice, so the timer goes on: a trace must not depend on that.
        if (!loop.IsForeign)
        {
            _disposed = true;
            loop.Cancel(_event);
        }
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void Arm(TimeSpan delay) =>
        _event = loop.Schedule(
            loop.Now + delay,
            EventOrder.Agent,
            static timer => ((SimulationTimer)timer!).Fire(),
            this
        );

    private void Fire()
    {
        // Before the callback, so that the callback can change or dispose this timer.
        if (_period > TimeSpan.Zero)
        {
            Arm(_period);
        }

        call.Invoke();
    }
}
