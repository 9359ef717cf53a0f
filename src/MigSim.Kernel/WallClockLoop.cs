namespace MigSim.Kernel;

/// <summary>A run loop in real time; results of other threads are brought back to it.</summary>
/// <remarks>
/// The same contract as <see cref="SimulationLoop"/>, with two exceptions. Continuations and
/// timers that other threads complete are welcome; they wait until nothing else is ready. And a
/// deadlock looks like a wait for another thread, so there is no way to detect one.
/// </remarks>
public sealed class WallClockLoop : RunLoop
{
    private readonly object _gate = new();
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _posts = new();
    private bool _woken;

    /// <summary>Creates a loop.</summary>
    public WallClockLoop() => Time = new WallClockTimeProvider(this);

    /// <inheritdoc/>
    /// <remarks>Its timers are never early, and late by about a millisecond or more.</remarks>
    public override TimeProvider Time { get; }

    internal override void PostFromOutside(SendOrPostCallback callback, object? state)
    {
        lock (_gate)
        {
            _posts.Enqueue((callback, state));
            Monitor.Pulse(_gate);
        }
    }

    private protected override void Wake()
    {
        lock (_gate)
        {
            _woken = true;
            Monitor.Pulse(_gate);
        }
    }

    private protected override Exception ForeignCall() =>
        new InvalidOperationException("This may be called on the thread of the loop only.");

    private protected override void Pump()
    {
        while (!RootEnded)
        {
            if (TryPassCancellationOn())
            {
                continue;
            }

            if (HasReady)
            {
                RunReady();
            }
            else
            {
                RunNextPost();
            }
        }
    }

    private void RunNextPost()
    {
        (SendOrPostCallback Callback, object? State) post;
        lock (_gate)
        {
            while (!_woken && _posts.Count == 0)
            {
                Monitor.Wait(_gate);
            }

            _woken = false;
            if (!_posts.TryDequeue(out post))
            {
                return;
            }
        }

        post.Callback(post.State);
    }
}
