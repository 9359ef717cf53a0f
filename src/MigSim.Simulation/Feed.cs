using System.Runtime.CompilerServices;
using MigSim.Kernel;

namespace MigSim.Simulation;

/// <summary>Hands what is published to everybody who watches at that moment.</summary>
internal sealed class Feed<T>(SimulationLoop loop, string name)
{
    private readonly List<Store<T>> _watchers = [];

    public void Publish(T item)
    {
        foreach (Store<T> watcher in _watchers)
        {
            watcher.Put(item);
        }
    }

    /// <summary>Yields <paramref name="present"/>, then everything that is published.</summary>
    public async IAsyncEnumerable<T> WatchAsync(
        IEnumerable<T> present,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var watcher = new Store<T>(loop, name);
        foreach (T item in present)
        {
            watcher.Put(item);
        }

        _watchers.Add(watcher);
        try
        {
            while (true)
            {
                yield return await watcher.TakeAsync(cancellationToken);
            }
        }
        finally
        {
            _watchers.Remove(watcher);
        }
    }
}
