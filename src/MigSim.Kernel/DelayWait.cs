namespace MigSim.Kernel;

/// <summary>A pooled wait for an instant of virtual time.</summary>
internal sealed class DelayWait : PooledWait<bool>
{
    private readonly SimulationLoop _loop;
    private readonly Stack<DelayWait> _pool;
    private EventHandle _event;

    public DelayWait(SimulationLoop loop, Stack<DelayWait> pool)
        : base(loop)
    {
        _loop = loop;
        _pool = pool;
    }

    public ValueTask Start(SimTime due, EventOrder order, CancellationToken cancellationToken)
    {
        _event = _loop.Schedule(
            due,
            order,
            static wait => ((DelayWait)wait!).CompleteInline(true),
            this
        );
        Begin(cancellationToken);
        return new ValueTask(this, Version);
    }

    protected override void Withdraw() => _loop.Cancel(_event);

    protected override void Recycle() => _pool.Push(this);
}
