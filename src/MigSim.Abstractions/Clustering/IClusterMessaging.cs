namespace MigSim.Clustering;

/// <summary>Sends small messages between members: unreliable, unordered, at most once.</summary>
public interface IClusterMessaging
{
    /// <summary>Sends a datagram to every other member and does not wait for it to arrive.</summary>
    void Broadcast(ClusterMessage message);

    /// <summary>Yields what arrives at a member from now on.</summary>
    IAsyncEnumerable<ClusterMessage> ReceiveAsync(
        HostName member,
        CancellationToken cancellationToken
    );
}
