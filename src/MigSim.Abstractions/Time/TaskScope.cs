namespace MigSim.Time;

/// <summary>
/// A set of activities that end together: the first failure, or disposal, cancels the rest.
/// </summary>
public sealed class TaskScope : IAsyncDisposable
{
    private readonly CancellationTokenSource _cancellation;
    private readonly List<Task> _tasks = [];
    private readonly IActivityLog? _activities;

    /// <summary>Creates a scope that also ends when <paramref name="cancellationToken"/> does.</summary>
    public TaskScope(RunClock clock, CancellationToken cancellationToken)
    {
        _activities = clock.Activities;
        _cancellation = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    }

    /// <summary>Starts an activity; its name is what an error says of it.</summary>
    /// <returns>The activity, which may be awaited but need not be.</returns>
    public Task Start(string name, Func<CancellationToken, Task> activity)
    {
        Task task = GuardAsync(name, activity);
        _tasks.Add(task);
        return task;
    }

    /// <summary>Waits until every activity has ended by itself.</summary>
    /// <exception cref="Exception">The first failure of an activity.</exception>
    public Task WhenAllAsync() => Task.WhenAll(_tasks);

    /// <summary>Cancels what still runs and waits for its end.</summary>
    /// <exception cref="Exception">The first failure of an activity, other than its cancellation.</exception>
    public async ValueTask DisposeAsync()
    {
        _cancellation.Cancel();
        Exception? failure = null;
        foreach (Task task in _tasks)
        {
            try
            {
                await task;
            }
            catch (OperationCanceledException)
            {
                // Asked for by the line above, or by the scope's own token.
            }
            catch (Exception exception)
            {
                failure ??= exception;
            }
        }

        _cancellation.Dispose();
        if (failure is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
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
            _cancellation.Cancel();
            throw;
        }
        finally
        {
            _activities?.Ended(name);
        }
    }
}
