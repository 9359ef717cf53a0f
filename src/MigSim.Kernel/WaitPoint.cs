namespace MigSim.Kernel;

/// <summary>Something named that activities wait for, so that a deadlock can name it.</summary>
internal sealed class WaitPoint(RunLoop loop, string kind, string name)
{
    private int _waitingCount;

    public RunLoop Loop => loop;

    public string Name => name;

    public int WaitingCount => _waitingCount;

    public void WaitBegan()
    {
        if (_waitingCount++ == 0)
        {
            loop.WaitsBegan(this);
        }
    }

    public void WaitEnded()
    {
        if (--_waitingCount == 0)
        {
            loop.WaitsEnded(this);
        }
    }

    public override string ToString() => $"{kind} '{name}' ({_waitingCount} waiting)";
}
