namespace MigSim.Time;

/// <summary>
/// A set of activities that end together: the first failure, or disposal, cancels the rest.
/// </summary>
public sealed class TaskScope : IAsyncDisposable
{
    private readonly CancellationTokenSource _cancellation;
    private readonly List<Task> _tasks = [];
    private readonly IActivityLog? _activities;
    private Exception? _failure;
    private bool _disposed;

    /// <summary>Creates a scope that also ends when <paramref name="cancellationToken"/> does.</summary>
    public TaskScope(RunClock clock, CancellationToken cancellationToken)
    {
        _activities = clock.Activities;
        _cancellation = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    }

    /// <summary>Starts an activity; its name is what an error says of it.</summary>
    /// <returns>The activity, which may be awaited but need not be.</returns>
    /// <exception cref="ObjectDisposedException">The scope has ended.</exception>
    public Task Start(string name, Func<CancellationToken, Task> activity)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        Task task = GuardAsync(name, activity);
        _tasks.Add(task);
        return task;
    }

    /// <summary>Waits until every activity has ended by itself.</summary>
    /// <exception cref="Exception">The first failure of an activity.</exception>
    public Task WhenAllAsync() => Task.WhenAll(_tasks);

    /// <summary>Cancels what still runs and waits for its end; a second time nothing happens.</summary>
    /// <exception cref="Exception">The first failure of an activity, other than its cancellation.</exception>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _cancellation.Cancel();

        // By number: an activity may start another one while it cleans up.
        for (int index = 0; index < _tasks.Count; index++)
        {
            try
            {
                await _tasks[index];
            }
            catch (Exception)
            {
                // A cancellation was asked for; a failure was noted when it happened.
            }
        }

        _disposed = true;
        _cancellation.Dispose();
        if (_failure is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(_failure);
        }
    }

    private async Task GuardAsync(string name, Func<CancellationToken, Task> activity)
    {
        _activities?.Started(name);
        try
        {
            await activity(_cancellation.Token);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            _failure ??= exception;
            _cancellation.Cancel();
            throw;
        }
        finally
        {
            _activities?.Ended(name);
        }
    }
}
