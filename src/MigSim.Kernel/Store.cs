namespace MigSim.Kernel;

/// <summary>A queue of items between activities, first in first out, such as a mailbox.</summary>
/// <remarks>
/// An item that is put while somebody waits goes straight to who waited longest. Putting never
/// waits: a store that is full refuses.
/// </remarks>
/// <typeparam name="T">The type of the items.</typeparam>
public sealed class Store<T>
{
    private readonly WaitPoint _waitPoint;
    private readonly Queue<T> _items = new();
    private readonly LinkedList<StoreWait<T>> _waiting = new();
    private readonly Stack<StoreWait<T>> _pool = new();

    /// <summary>Creates an empty store.</summary>
    /// <param name="loop">The loop of the activities that share it.</param>
    /// <param name="name">Its name in the report of a deadlock.</param>
    /// <param name="capacity">The most items it keeps, at least 1. Default: no limit.</param>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is below 1.</exception>
    public Store(RunLoop loop, string name, int capacity = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(loop);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _waitPoint = new WaitPoint(loop, "store", name);
        Capacity = capacity;
    }

    /// <summary>Gets the name.</summary>
    public string Name => _waitPoint.Name;

    /// <summary>Gets the most items it keeps.</summary>
    public int Capacity { get; }

    /// <summary>Gets the number of items it keeps.</summary>
    public int Count => _items.Count;

    /// <summary>Gets the number of activities that wait for an item.</summary>
    public int WaitingCount => _waitPoint.WaitingCount;

    /// <summary>Puts an item in.</summary>
    /// <param name="item">The item.</param>
    /// <exception cref="InvalidOperationException">The store is full.</exception>
    public void Put(T item)
    {
        if (!TryPut(item))
        {
            throw new InvalidOperationException($"The store '{Name}' is full: {Capacity} items.");
        }
    }

    /// <summary>Puts an item in if there is room.</summary>
    /// <param name="item">The item.</param>
    /// <returns>False if the store is full.</returns>
    public bool TryPut(T item)
    {
        _waitPoint.Loop.RequireLoopThread();
        if (_waiting.First is { } first)
        {
            first.Value.Hand(item);
            return true;
        }

        if (_items.Count == Capacity)
        {
            return false;
        }

        _items.Enqueue(item);
        return true;
    }

    /// <summary>Takes the oldest item out, and waits for one if there is none.</summary>
    /// <param name="cancellationToken">Gives up; an item handed over before is taken.</param>
    /// <returns>A pooled task, to be awaited once.</returns>
    /// <exception cref="OperationCanceledException">The wait was given up.</exception>
    public ValueTask<T> TakeAsync(CancellationToken cancellationToken)
    {
        _waitPoint.Loop.RequireLoopThread();
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<T>(cancellationToken);
        }

        if (_items.TryDequeue(out var item))
        {
            return ValueTask.FromResult(item);
        }

        var wait = _pool.TryPop(out var pooled)
            ? pooled
            : new StoreWait<T>(_waitPoint, _waiting, _pool);
        return wait.Start(cancellationToken);
    }
}
