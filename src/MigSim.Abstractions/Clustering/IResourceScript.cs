namespace MigSim.Clustering;

/// <summary>What a cluster manager calls to stop and start one resource on one host.</summary>
public interface IResourceScript
{
    /// <summary>Gives the resource up on a host.</summary>
    Task<ScriptExit> StopAsync(VmName vm, HostName host, CancellationToken cancellationToken);

    /// <summary>Makes the resource run on a host; succeeds at once if it runs there.</summary>
    Task<ScriptExit> StartAsync(VmName vm, HostName host, CancellationToken cancellationToken);

    /// <summary>Tells whether the resource runs on a host.</summary>
    Task<ScriptExit> StatusAsync(VmName vm, HostName host, CancellationToken cancellationToken);
}
