namespace MigSim.Clustering;

/// <summary>Tells which members an observer believes to be alive.</summary>
public interface IFailureDetector
{
    /// <summary>Gets what <paramref name="observer"/> believes of <paramref name="member"/> now.</summary>
    MemberState GetState(HostName observer, HostName member);

    /// <summary>
    /// Yields every change of belief, beginning with the present one for each member but itself.
    /// </summary>
    IAsyncEnumerable<MembershipChange> WatchAsync(
        HostName observer,
        CancellationToken cancellationToken
    );
}
