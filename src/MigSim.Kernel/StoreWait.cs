namespace MigSim.Kernel;

/// <summary>A pooled wait for an item of a store.</summary>
internal sealed class StoreWait<T> : PooledWait<T>
{
    private readonly WaitPoint _waitPoint;
    private readonly LinkedList<StoreWait<T>> _waiting;
    private readonly Stack<StoreWait<T>> _pool;
    private readonly LinkedListNode<StoreWait<T>> _node;

    public StoreWait(
        WaitPoint waitPoint,
        LinkedList<StoreWait<T>> waiting,
        Stack<StoreWait<T>> pool
    )
        : base(waitPoint.Loop)
    {
        _waitPoint = waitPoint;
        _waiting = waiting;
        _pool = pool;
        _node = new LinkedListNode<StoreWait<T>>(this);
    }

    public ValueTask<T> Start(CancellationToken cancellationToken)
    {
        _waiting.AddLast(_node);
        _waitPoint.WaitBegan();
        Begin(cancellationToken);
        return new ValueTask<T>(this, Version);
    }

    public void Hand(T item)
    {
        Withdraw();
        Complete(item);
    }

    protected override void Withdraw()
    {
        _waiting.Remove(_node);
        _waitPoint.WaitEnded();
    }

    protected override void Recycle() => _pool.Push(this);
}
