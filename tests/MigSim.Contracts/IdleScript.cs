using MigSim.Clustering;

namespace MigSim.Contracts;

/// <summary>A resource that runs wherever one asks, and that nothing moves.</summary>
internal sealed class IdleScript : IResourceScript
{
    public Task<ScriptExit> StopAsync(VmName vm, HostName host, CancellationToken token) =>
        Task.FromResult(ScriptExit.Success);

    public Task<ScriptExit> StartAsync(VmName vm, HostName host, CancellationToken token) =>
        Task.FromResult(ScriptExit.Success);

    public Task<ScriptExit> StatusAsync(VmName vm, HostName host, CancellationToken token) =>
        Task.FromResult(ScriptExit.Success);
}
