namespace MigSim.Clustering;

/// <summary>Makes sure that a suspected host cannot act any more.</summary>
public interface IFencingDevice
{
    /// <summary>Powers a host off and returns once that is certain.</summary>
    Task FenceAsync(HostName host, CancellationToken cancellationToken);
}
