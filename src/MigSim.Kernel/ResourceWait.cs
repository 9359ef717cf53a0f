namespace MigSim.Kernel;

/// <summary>A pooled wait for a place of a resource.</summary>
internal sealed class ResourceWait : PooledWait<ResourceLease>
{
    private readonly WaitPoint _waitPoint;
    private readonly Stack<ResourceWait> _pool;
    private readonly LinkedListNode<ResourceWait> _node;

    public ResourceWait(WaitPoint waitPoint, Stack<ResourceWait> pool)
        : base(waitPoint.Loop)
    {
        _waitPoint = waitPoint;
        _pool = pool;
        _node = new LinkedListNode<ResourceWait>(this);
    }

    public ValueTask<ResourceLease> Start(
        LinkedList<ResourceWait> queue,
        CancellationToken cancellationToken
    )
    {
        queue.AddLast(_node);
        _waitPoint.WaitBegan();
        Begin(cancellationToken);
        return new ValueTask<ResourceLease>(this, Version);
    }

    public void Grant(ResourceLease lease)
    {
        Withdraw();
        Complete(lease);
    }

    protected override void Withdraw()
    {
        _node.List!.Remove(_node);
        _waitPoint.WaitEnded();
    }

    protected override void Recycle() => _pool.Push(this);
}
