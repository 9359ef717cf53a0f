namespace MigSim.Time;

/// <summary>Optional for a <see cref="TimeProvider"/>: waits without allocating.</summary>
public interface IDelaySource
{
    /// <summary>Waits; the result may be awaited once only.</summary>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    ValueTask DelayAsync(TimeSpan delay, CancellationToken cancellationToken);
}
