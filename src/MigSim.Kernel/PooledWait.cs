using System.Diagnostics.CodeAnalysis;
using System.Threading.Tasks.Sources;

namespace MigSim.Kernel;

/// <summary>A wait that can be used again once its result was taken.</summary>
/// <remarks>
/// The BCL's <see cref="ManualResetValueTaskSourceCore{TResult}"/> allocates for every completion
/// that goes through a context; this one puts the continuation into the loop's own queue. It is
/// only touched on the loop's thread, so it needs no locks.
/// </remarks>
internal abstract class PooledWait<T>(RunLoop loop) : IValueTaskSource<T>, IValueTaskSource
{
    private const string AwaitedTwice = "A pooled wait can be awaited only once.";

    private Action<object?>? _continuation;
    private object? _continuationState;
    private CancellationToken _cancellationToken;
    private CancellationTokenRegistration _registration;
    private ValueTaskSourceStatus _status;
    private short _version;
    private T? _result;

    /// <summary>Gets the version that the value task of the current use carries.</summary>
    protected short Version => _version;

    public ValueTaskSourceStatus GetStatus(short token)
    {
        CheckVersion(token);
        return _status;
    }

    void IValueTaskSource.GetResult(short token) => GetResult(token);

    public T GetResult(short token)
    {
        CheckVersion(token);
        if (_status == ValueTaskSourceStatus.Pending)
        {
            throw new InvalidOperationException("The wait is not over.");
        }

        var result = _result;
        var cancelled = _status == ValueTaskSourceStatus.Canceled;
        var cancellationToken = _cancellationToken;
        _result = default;
        _cancellationToken = default;
        _version = unchecked((short)(_version + 1));
        Recycle();
        return cancelled ? throw new OperationCanceledException(cancellationToken) : result!;
    }

    public void OnCompleted(
        Action<object?> continuation,
        object? state,
        short token,
        ValueTaskSourceOnCompletedFlags flags
    )
    {
        CheckVersion(token);
        if (_continuation is not null)
        {
            // The builder of an async method would throw this on the thread pool, and end the
            // process; on the loop it ends the run.
            loop.Enqueue(
                static misuse => throw (Exception)misuse!,
                new InvalidOperationException(AwaitedTwice)
            );
            return;
        }

        // Not HasFlag, which allocates in code that is not optimized.
        if (
            (flags & ValueTaskSourceOnCompletedFlags.FlowExecutionContext) != 0
            && ExecutionContext.Capture() is { } context
        )
        {
            state = new FlowedContinuation(context, continuation, state);
            continuation = FlowedContinuation.Run;
        }

        if (_status != ValueTaskSourceStatus.Pending)
        {
            loop.Enqueue(continuation, state);
            return;
        }

        _continuation = continuation;
        _continuationState = state;
    }

    /// <summary>Begins a new use of this wait.</summary>
    protected void Begin(CancellationToken cancellationToken)
    {
        _status = ValueTaskSourceStatus.Pending;
        if (cancellationToken.CanBeCanceled)
        {
            _cancellationToken = cancellationToken;
            _registration = cancellationToken.UnsafeRegister(
                static wait => ((PooledWait<T>)wait!).Cancel(),
                this
            );
        }
    }

    /// <summary>Ends the wait; what waited is appended to what is ready.</summary>
    protected void Complete(T result)
    {
        _result = result;
        if (TryEnd(ValueTaskSourceStatus.Succeeded, out var continuation, out var state))
        {
            loop.Enqueue(continuation, state);
        }
    }

    /// <summary>Ends the wait and runs what waited at once; only as the whole of an event.</summary>
    protected void CompleteInline(T result)
    {
        _result = result;
        if (TryEnd(ValueTaskSourceStatus.Succeeded, out var continuation, out var state))
        {
            continuation(state);
        }
    }

    /// <summary>Removes the wait from whatever would have completed it.</summary>
    protected abstract void Withdraw();

    /// <summary>Returns the wait to its pool.</summary>
    protected abstract void Recycle();

    private void Cancel()
    {
        if (loop.IsForeign)
        {
            var version = _version;
            loop.PostFromOutside(_ => CancelIf(version), null);
            return;
        }

        CancelIf(_version);
    }

    private void CancelIf(short version)
    {
        if (version != _version || _status != ValueTaskSourceStatus.Pending)
        {
            return;
        }

        Withdraw();
        if (TryEnd(ValueTaskSourceStatus.Canceled, out var continuation, out var state))
        {
            loop.Enqueue(continuation, state);
        }
    }

    private bool TryEnd(
        ValueTaskSourceStatus status,
        [NotNullWhen(true)] out Action<object?>? continuation,
        out object? state
    )
    {
        _registration.Unregister();
        _registration = default;
        _status = status;
        continuation = _continuation;
        state = _continuationState;
        _continuation = null;
        _continuationState = null;
        return continuation is not null;
    }

    private void CheckVersion(short token)
    {
        if (token != _version)
        {
            throw new InvalidOperationException(AwaitedTwice);
        }
    }

    private sealed class FlowedContinuation(
        ExecutionContext context,
        Action<object?> continuation,
        object? state
    )
    {
        public static void Run(object? flowed)
        {
            var self = (FlowedContinuation)flowed!;
            ExecutionContext.Run(self.Context, static s => ((FlowedContinuation)s!).Invoke(), self);
        }

        private ExecutionContext Context => context;

        private void Invoke() => continuation(state);
    }
}
