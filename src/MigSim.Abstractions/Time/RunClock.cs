using System.Runtime.CompilerServices;

namespace MigSim.Time;

/// <summary>The clock of one run: all that shared code knows of time.</summary>
/// <remarks>
/// It never uses <c>Task.Delay</c>, which rounds down to whole milliseconds even on a custom
/// provider; timers of the provider keep their full resolution.
/// </remarks>
public sealed class RunClock
{
    private readonly TimeProvider _provider;
    private readonly IDelaySource? _delaySource;
    private long _startedAt;

    /// <summary>Creates a clock that reads zero now.</summary>
    public RunClock(TimeProvider provider)
    {
        _provider = provider;
        _delaySource = provider as IDelaySource;
        Activities = provider as IActivityLog;
        _startedAt = provider.GetTimestamp();
    }

    /// <summary>Gets the time since the run began.</summary>
    public TimeSpan Now => _provider.GetElapsedTime(_startedAt);

    internal IActivityLog? Activities { get; }

    /// <summary>
    /// Gets what this clock read when the run began: subtract it from a time that was read before.
    /// Zero during set-up.
    /// </summary>
    public TimeSpan SetUpTime { get; private set; }

    /// <summary>Says that set-up is over and the run begins: from now on the clock counts anew.</summary>
    public void BeginRun()
    {
        SetUpTime += Now;
        _startedAt = _provider.GetTimestamp();
    }

    /// <summary>Waits with the full resolution of the provider.</summary>
    /// <param name="delay">How long; zero or less returns at once.</param>
    /// <param name="cancellationToken">Ends the wait early.</param>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public ValueTask DelayAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled(cancellationToken);
        }

        if (delay <= TimeSpan.Zero)
        {
            return ValueTask.CompletedTask;
        }

        return _delaySource is not null
            ? _delaySource.DelayAsync(delay, cancellationToken)
            : DelayByTimerAsync(delay, cancellationToken);
    }

    /// <summary>Waits until this clock reads <paramref name="due"/>.</summary>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public ValueTask DelayUntilAsync(TimeSpan due, CancellationToken cancellationToken) =>
        DelayAsync(due - Now, cancellationToken);

    /// <summary>Yields the due times of a fixed cadence; lateness does not accumulate.</summary>
    /// <param name="period">The time between two ticks; positive. The first is one period on.</param>
    /// <param name="cancellationToken">Ends the sequence with an exception.</param>
    public async IAsyncEnumerable<TimeSpan> TicksAsync(
        TimeSpan period,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(period, TimeSpan.Zero);
        TimeSpan due = Now;
        while (true)
        {
            due += period;
            await DelayUntilAsync(due, cancellationToken);
            yield return due;
        }
    }

    /// <summary>Creates a source that cancels after <paramref name="timeout"/> of this clock.</summary>
    public CancellationTokenSource CreateDeadline(TimeSpan timeout) => new(timeout, _provider);

    private async ValueTask DelayByTimerAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        var elapsed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using ITimer timer = _provider.CreateTimer(
            static state => ((TaskCompletionSource)state!).TrySetResult(),
            elapsed,
            delay,
            Timeout.InfiniteTimeSpan
        );
        await using CancellationTokenRegistration registration = cancellationToken.Register(() =>
            elapsed.TrySetCanceled(cancellationToken)
        );
        await elapsed.Task;
    }
}
