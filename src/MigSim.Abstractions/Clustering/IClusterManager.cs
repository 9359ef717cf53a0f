namespace MigSim.Clustering;

/// <summary>Runs the cluster: membership, resources, who takes over what.</summary>
/// <remarks>Disposing it ends what it does in the background; members stay as they are.</remarks>
public interface IClusterManager : IAsyncDisposable
{
    /// <summary>Starts a member and returns once its daemon runs.</summary>
    Task StartAsync(HostName member, CancellationToken cancellationToken);

    /// <summary>
    /// The paper's controlled failure: the member gives up its resources one after the other,
    /// tells its peers and leaves. Returns once it has left, not once the peers took over.
    /// </summary>
    Task StopAsync(HostName member, CancellationToken cancellationToken);

    /// <summary>Yields every call of a resource script from now on.</summary>
    IAsyncEnumerable<ResourceEvent> WatchAsync(CancellationToken cancellationToken);
}
