namespace MigSim.Kernel;

/// <summary>A run loop in virtual time: it jumps from event to event.</summary>
/// <remarks>
/// Time moves only when no continuation is ready, so everything caused at an instant happens at
/// that instant. Nothing depends on the wall clock, on other threads, or on the garbage
/// collector: equal code with an equal seed executes equal events. A post from another thread
/// ends the run.
/// </remarks>
public sealed class SimulationLoop : RunLoop
{
    // How long a loop without events waits for the post of another thread that would explain it.
    private static readonly TimeSpan DeadlockGrace = TimeSpan.FromMilliseconds(50);

    private readonly EventQueue _events;
    private readonly Stack<DelayWait> _waits = new();
    private readonly long _horizon;
    private readonly int _eventsPerInstantMax;
    private readonly object _foreignGate = new();

    private long _now;
    private long _eventCount;
    private int _stepsAtInstant;
    private int _foreignThreadId;
    private TraceHash _trace;

    /// <summary>Creates a loop at the time zero, with nothing scheduled.</summary>
    /// <param name="options">The limits and choices of this simulation.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The horizon, or the limit of events per instant, is not positive.
    /// </exception>
    public SimulationLoop(SimulationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.Horizon, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.EventsPerInstantMax, 1);
        Time = new SimulationTimeProvider(this);
        Random = new RandomStreams(options.Seed);
        _events = new EventQueue(new EventRank(options.TieBreaking, options.Seed));
        _eventsPerInstantMax = options.EventsPerInstantMax;
        _horizon =
            options.Horizon.Ticks > long.MaxValue / TimeSpan.NanosecondsPerTick
                ? long.MaxValue
                : SimTime.FromTimeSpan(options.Horizon).Nanoseconds;
    }

    /// <inheritdoc/>
    public override TimeProvider Time { get; }

    /// <summary>Gets the current instant.</summary>
    public SimTime Now => new(_now);

    /// <summary>Gets the number of events executed so far.</summary>
    public long EventCount => _eventCount;

    /// <summary>Gets a hash over the time, order and sequence of every event so far.</summary>
    public ulong TraceHash => _trace.Value;

    /// <summary>Gets the random streams of this simulation.</summary>
    public RandomStreams Random { get; }

    /// <summary>
    /// Calls <paramref name="callback"/> at <paramref name="due"/>; the handle cancels it.
    /// </summary>
    /// <param name="due">The instant of the event, now or later.</param>
    /// <param name="order">Its rank among events of the same instant.</param>
    /// <param name="callback">What to call; what it throws ends the run.</param>
    /// <param name="state">What to pass to it.</param>
    /// <returns>The handle of the event.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The time is in the past.</exception>
    /// <exception cref="DeterminismViolationException">Another thread called.</exception>
    public EventHandle Schedule(
        SimTime due,
        EventOrder order,
        Action<object?> callback,
        object? state
    )
    {
        ArgumentNullException.ThrowIfNull(callback);
        RequireLoopThread();
        if (due.Nanoseconds < _now)
        {
            throw new ArgumentOutOfRangeException(nameof(due), $"{due} is before now, {Now}.");
        }

        return _events.Add(due.Nanoseconds, order, callback, state);
    }

    /// <summary>Cancels an event.</summary>
    /// <param name="handle">The handle of the event, or none.</param>
    /// <returns>False if it has run, was cancelled before, or is none.</returns>
    /// <exception cref="DeterminismViolationException">Another thread called.</exception>
    public bool Cancel(EventHandle handle)
    {
        RequireLoopThread();
        return _events.Cancel(handle);
    }

    /// <summary>Waits for a duration; zero waits for the order's turn at this instant.</summary>
    /// <param name="delay">The duration; not negative.</param>
    /// <param name="order">The rank of the end among events of the same instant.</param>
    /// <param name="cancellationToken">Ends the wait early.</param>
    /// <returns>A pooled task: await it once.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The delay is negative.</exception>
    public ValueTask DelayAsync(
        TimeSpan delay,
        EventOrder order,
        CancellationToken cancellationToken
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        return DelayUntilAsync(Now + delay, order, cancellationToken);
    }

    /// <summary>Waits for an instant; now waits for the order's turn at this instant.</summary>
    /// <param name="due">The instant, now or later.</param>
    /// <param name="order">The rank of the end among events of the same instant.</param>
    /// <param name="cancellationToken">Ends the wait early.</param>
    /// <returns>A pooled task: await it once.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The time is in the past.</exception>
    public ValueTask DelayUntilAsync(
        SimTime due,
        EventOrder order,
        CancellationToken cancellationToken
    )
    {
        RequireLoopThread();
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled(cancellationToken);
        }

        var wait = _waits.TryPop(out var pooled) ? pooled : new DelayWait(this, _waits);
        return wait.Start(due, order, cancellationToken);
    }

    internal override void PostFromOutside(SendOrPostCallback callback, object? state) =>
        NoteForeignThread();

    /// <summary>Notes that another thread took part, which ends the run.</summary>
    internal void NoteForeignThread()
    {
        lock (_foreignGate)
        {
            if (_foreignThreadId == 0)
            {
                Volatile.Write(ref _foreignThreadId, Environment.CurrentManagedThreadId);
            }

            Monitor.PulseAll(_foreignGate);
        }
    }

    private protected override Exception ForeignCall()
    {
        NoteForeignThread();
        return new DeterminismViolationException(Now, Environment.CurrentManagedThreadId);
    }

    private protected override void Wake()
    {
        lock (_foreignGate)
        {
            Monitor.PulseAll(_foreignGate);
        }
    }

    private protected override void Pump()
    {
        _foreignThreadId = 0;
        while (!RootEnded)
        {
            CheckForeignThread();
            if (TryPassCancellationOn())
            {
                continue;
            }

            if (HasReady)
            {
                CountStep();
                RunReady();
            }
            else
            {
                RunNextEvent();
            }
        }

        CheckForeignThread();
    }

    private void RunNextEvent()
    {
        if (!_events.TryTake(out var due))
        {
            WaitForExplanation();
            return;
        }

        if (due.Time != _now)
        {
            if (due.Time > _horizon)
            {
                throw new HorizonExceededException(Now, new SimTime(_horizon), OpenActivities);
            }

            _now = due.Time;
            _stepsAtInstant = 0;
        }

        CountStep();
        _eventCount++;
        _trace.Add(due.Time, EventRank.WithoutSlot(due.Rank));
        due.Callback(due.State);
    }

    private void CountStep()
    {
        if (++_stepsAtInstant > _eventsPerInstantMax)
        {
            throw new LivelockException(Now, _eventsPerInstantMax, OpenActivities, OpenWaits);
        }
    }

    private void CheckForeignThread()
    {
        var threadId = Volatile.Read(ref _foreignThreadId);
        if (threadId != 0)
        {
            throw new DeterminismViolationException(Now, threadId);
        }
    }

    // Nothing can happen any more, unless another thread is about to post: then that is the
    // mistake to report. An outside cancellation also comes from another thread, and is none.
    private void WaitForExplanation()
    {
        lock (_foreignGate)
        {
            if (_foreignThreadId == 0 && !IsCancellationPending)
            {
                Monitor.Wait(_foreignGate, DeadlockGrace);
            }

            if (_foreignThreadId == 0 && !IsCancellationPending)
            {
                throw new DeadlockException(Now, OpenActivities, OpenWaits);
            }
        }
    }
}
