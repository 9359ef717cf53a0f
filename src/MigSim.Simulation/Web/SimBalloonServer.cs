using MigSim.Kernel;
using MigSim.Measurement;
using MigSim.Units;

namespace MigSim.Simulation.Web;

/// <summary>The paper's web server on a simulated host or machine.</summary>
internal sealed class SimBalloonServer(SimulationLoop loop, SimWorld world) : IBalloonServer
{
    private SimWebServer? _server;

    public Task StartAsync(ServerSpec spec, CancellationToken cancellationToken)
    {
        if (world.Servers.ContainsKey(spec.Address))
        {
            throw new InvalidOperationException($"A server listens at {spec.Address} already.");
        }

        _server = new SimWebServer(loop, world, spec);
        world.Servers.Add(spec.Address, _server);
        return Task.CompletedTask;
    }

    public Task<DataSize> ReadAsync(CancellationToken cancellationToken) =>
        Task.FromResult(Started.Held);

    public async Task<SampleSummary> AccessAsync(int calls, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(calls, 1);
        var seconds = new double[calls];
        for (int call = 0; call < calls; call++)
        {
            seconds[call] = await Started.AccessAsync(cancellationToken);
        }

        return SampleSummary.Of(seconds)!;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        world.Servers.Remove(Started.Spec.Address);
        Started.Dispose();
        _server = null;
        return Task.CompletedTask;
    }

    private SimWebServer Started =>
        _server ?? throw new InvalidOperationException("The server was not started.");
}
