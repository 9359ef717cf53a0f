using System.Globalization;

namespace MigSim.Kernel;

/// <summary>Runs asynchronous code on the calling thread until the root task ends.</summary>
/// <remarks>
/// Every <c>await</c> comes back to this thread, in the order in which the awaited things were
/// completed. A loop may run several roots one after the other, but one at a time.
/// </remarks>
public abstract class RunLoop
{
    private readonly Queue<ReadyItem> _ready = new();
    private readonly Dictionary<string, int> _activities = new(StringComparer.Ordinal);
    private readonly HashSet<WaitPoint> _waitPoints = [];
    private readonly LoopContext _context;

    private int _threadId;
    private bool _rootEnded;
    private CancellationToken _outside;
    private CancellationTokenSource? _cancellation;

    private protected RunLoop() => _context = new LoopContext(this);

    /// <summary>Gets the time of this loop, for everything that waits.</summary>
    public abstract TimeProvider Time { get; }

    /// <summary>Gets the names of the activities that are running, in ordinal order.</summary>
    internal IReadOnlyList<string> OpenActivities =>
        [.. _activities.Select(Describe).Order(StringComparer.Ordinal)];

    /// <summary>Gets the resources and stores that are waited for, in ordinal order.</summary>
    internal IReadOnlyList<string> OpenWaits =>
        [.. _waitPoints.Select(w => w.ToString()!).Order(StringComparer.Ordinal)];

    /// <summary>Gets a value indicating whether the loop runs, on another thread than this.</summary>
    internal bool IsForeign
    {
        get
        {
            var threadId = Volatile.Read(ref _threadId);
            return threadId != 0 && threadId != Environment.CurrentManagedThreadId;
        }
    }

    private protected bool RootEnded => _rootEnded;

    private protected bool HasReady => _ready.Count > 0;

    private protected bool IsCancellationPending =>
        _cancellation is not null && _outside.IsCancellationRequested;

    /// <summary>Runs <paramref name="root"/> to completion and returns its result.</summary>
    /// <typeparam name="TResult">What the root returns.</typeparam>
    /// <param name="root">The code to run; its token is cancelled on the loop's thread.</param>
    /// <param name="cancellationToken">Cancels the root, from any thread.</param>
    /// <returns>What the root returned.</returns>
    /// <exception cref="UnfinishedWorkException">
    /// The root ended while activities it started were still running.
    /// </exception>
    /// <exception cref="SimulationException">
    /// The simulation cannot go on; see the derived types. Never from a wall-clock loop.
    /// </exception>
    /// <exception cref="InvalidOperationException">The loop is running already.</exception>
    /// <remarks>An exception of the root is thrown unchanged.</remarks>
    public TResult Run<TResult>(
        Func<CancellationToken, Task<TResult>> root,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(root);
        var task = (Task<TResult>)RunToEnd(root, cancellationToken);
        return task.GetAwaiter().GetResult();
    }

    /// <inheritdoc cref="Run{TResult}"/>
    public void Run(Func<CancellationToken, Task> root, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(root);
        RunToEnd(root, cancellationToken);
    }

    /// <summary>Notes that an activity began, so that errors can name it.</summary>
    /// <param name="name">The name of the activity; several may have the same.</param>
    public void ActivityStarted(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        RequireLoopThread();
        _activities[name] = _activities.GetValueOrDefault(name) + 1;
    }

    /// <summary>Notes that an activity ended, however it ended.</summary>
    /// <param name="name">The name it was started with.</param>
    /// <exception cref="InvalidOperationException">No such activity is running.</exception>
    public void ActivityEnded(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        RequireLoopThread();
        var count = _activities.GetValueOrDefault(name);
        if (count == 0)
        {
            throw new InvalidOperationException($"No activity '{name}' is running.");
        }

        if (count == 1)
        {
            _activities.Remove(name);
        }
        else
        {
            _activities[name] = count - 1;
        }
    }

    /// <summary>Appends a continuation to those that are ready. Loop thread only.</summary>
    internal void Enqueue(Action<object?> continuation, object? state) =>
        _ready.Enqueue(new ReadyItem(continuation, null, state));

    /// <summary>Handles a continuation that another thread completed.</summary>
    internal abstract void PostFromOutside(SendOrPostCallback callback, object? state);

    /// <summary>Refuses calls from other threads while the loop runs.</summary>
    internal void RequireLoopThread()
    {
        if (IsForeign)
        {
            throw ForeignCall();
        }
    }

    internal void WaitsBegan(WaitPoint point) => _waitPoints.Add(point);

    internal void WaitsEnded(WaitPoint point) => _waitPoints.Remove(point);

    /// <summary>Runs until <see cref="RootEnded"/>.</summary>
    private protected abstract void Pump();

    /// <summary>Makes the exception for a call from another thread.</summary>
    private protected abstract Exception ForeignCall();

    private protected void RunReady() => _ready.Dequeue().Run();

    /// <summary>Passes a cancellation from outside on, here, on the loop's thread.</summary>
    /// <returns>True if it did; the root may have ended in that.</returns>
    private protected bool TryPassCancellationOn()
    {
        if (!IsCancellationPending)
        {
            return false;
        }

        var cancellation = _cancellation!;
        _cancellation = null;
        cancellation.Cancel();
        return true;
    }

    private static string Describe(KeyValuePair<string, int> activity) =>
        activity.Value == 1
            ? activity.Key
            : string.Create(CultureInfo.InvariantCulture, $"{activity.Key} ×{activity.Value}");

    private Task RunToEnd(Func<CancellationToken, Task> root, CancellationToken outside)
    {
        if (Interlocked.CompareExchange(ref _threadId, Environment.CurrentManagedThreadId, 0) != 0)
        {
            throw new InvalidOperationException("The loop is running already.");
        }

        var previous = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(_context);
        using var cancellation = outside.CanBeCanceled ? new CancellationTokenSource() : null;
        using var wake = outside.UnsafeRegister(static loop => ((RunLoop)loop!).Wake(), this);
        try
        {
            _rootEnded = false;
            _outside = outside;
            _cancellation = cancellation;
            var task = root(cancellation?.Token ?? CancellationToken.None);
            // Through the context, so that a root that ends on another thread is noticed too.
            task.GetAwaiter().UnsafeOnCompleted(() => _rootEnded = true);
            Pump();
            task.GetAwaiter().GetResult();
            return _activities.Count == 0
                ? task
                : throw new UnfinishedWorkException(OpenActivities);
        }
        finally
        {
            _cancellation = null;
            _outside = default;
            _ready.Clear();
            _activities.Clear();
            SynchronizationContext.SetSynchronizationContext(previous);
            Volatile.Write(ref _threadId, 0);
        }
    }

    /// <summary>Ends a wait of the loop's thread; called on any thread.</summary>
    private protected abstract void Wake();

    private void Post(SendOrPostCallback callback, object? state)
    {
        if (Volatile.Read(ref _threadId) == Environment.CurrentManagedThreadId)
        {
            _ready.Enqueue(new ReadyItem(null, callback, state));
        }
        else if (IsForeign)
        {
            PostFromOutside(callback, state);
        }

        // Else the run is over; throwing here would end the process, on a thread of the pool.
    }

    private readonly struct ReadyItem(
        Action<object?>? continuation,
        SendOrPostCallback? callback,
        object? state
    )
    {
        public void Run()
        {
            if (continuation is not null)
            {
                continuation(state);
            }
            else
            {
                callback!(state);
            }
        }
    }

    private sealed class LoopContext(RunLoop loop) : SynchronizationContext
    {
        public override SynchronizationContext CreateCopy() => this;

        public override void Post(SendOrPostCallback d, object? state) => loop.Post(d, state);

        public override void Send(SendOrPostCallback d, object? state) =>
            throw new NotSupportedException("A run loop only takes posts: Send would block it.");
    }
}
