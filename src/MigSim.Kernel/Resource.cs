namespace MigSim.Kernel;

/// <summary>A number of equal places that activities hold for a while, such as processors.</summary>
/// <remarks>
/// Who waits gets a place by priority, lower numbers first, and first come first served among
/// equals. A place that is released goes straight to the next in line: nobody can overtake.
/// </remarks>
public sealed class Resource
{
    private readonly WaitPoint _waitPoint;
    private readonly SortedList<int, LinkedList<ResourceWait>> _waiting = [];
    private readonly Stack<ResourceWait> _pool = new();
    private readonly List<long> _leaseOfPlace = [];
    private readonly Stack<int> _freePlaces = new();
    private long _leaseCount;

    /// <summary>Creates a resource of which nothing is held.</summary>
    /// <param name="loop">The loop of the activities that share it.</param>
    /// <param name="name">Its name in the report of a deadlock.</param>
    /// <param name="capacity">The number of places, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is below 1.</exception>
    public Resource(RunLoop loop, string name, int capacity)
    {
        ArgumentNullException.ThrowIfNull(loop);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _waitPoint = new WaitPoint(loop, "resource", name);
        Capacity = capacity;
    }

    /// <summary>Gets the name.</summary>
    public string Name => _waitPoint.Name;

    /// <summary>Gets the number of places.</summary>
    public int Capacity { get; }

    /// <summary>Gets the number of places held.</summary>
    public int InUse { get; private set; }

    /// <summary>Gets the number of activities that wait for a place.</summary>
    public int WaitingCount => _waitPoint.WaitingCount;

    /// <summary>Waits for a place.</summary>
    /// <param name="priority">Lower numbers are served first.</param>
    /// <param name="cancellationToken">Gives up; a place granted before is granted.</param>
    /// <returns>A pooled task, to be awaited once, with a lease to dispose.</returns>
    /// <exception cref="OperationCanceledException">The wait was given up.</exception>
    public ValueTask<ResourceLease> AcquireAsync(int priority, CancellationToken cancellationToken)
    {
        _waitPoint.Loop.RequireLoopThread();
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<ResourceLease>(cancellationToken);
        }

        if (InUse < Capacity)
        {
            InUse++;
            if (!_freePlaces.TryPop(out var place))
            {
                place = _leaseOfPlace.Count;
                _leaseOfPlace.Add(0);
            }

            return ValueTask.FromResult(Lease(place));
        }

        var wait = _pool.TryPop(out var pooled) ? pooled : new ResourceWait(_waitPoint, _pool);
        return wait.Start(QueueOf(priority), cancellationToken);
    }

    /// <summary>Takes a place back, unless this lease gave it back before.</summary>
    internal void Release(int place, long lease)
    {
        _waitPoint.Loop.RequireLoopThread();
        if (_leaseOfPlace[place] != lease)
        {
            return;
        }

        for (var i = 0; i < _waiting.Count; i++)
        {
            if (_waiting.GetValueAtIndex(i).First is { } first)
            {
                first.Value.Grant(Lease(place));
                return;
            }
        }

        _leaseOfPlace[place] = 0;
        _freePlaces.Push(place);
        InUse--;
    }

    private ResourceLease Lease(int place)
    {
        _leaseOfPlace[place] = ++_leaseCount;
        return new ResourceLease(this, place, _leaseCount);
    }

    // The queue of a priority stays when it is empty, to be used again: there are few.
    private LinkedList<ResourceWait> QueueOf(int priority)
    {
        if (!_waiting.TryGetValue(priority, out var queue))
        {
            queue = new LinkedList<ResourceWait>();
            _waiting.Add(priority, queue);
        }

        return queue;
    }
}
