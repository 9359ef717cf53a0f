using MigSim.Clustering;

namespace MigSim.Simulation.Clustering;

/// <summary>Powers simulated hosts off, at once.</summary>
internal sealed class SimFencingDevice(SimWorld world) : IFencingDevice
{
    public Task FenceAsync(HostName host, CancellationToken cancellationToken)
    {
        world.PowerOff(world.Host(host));
        return Task.CompletedTask;
    }
}
