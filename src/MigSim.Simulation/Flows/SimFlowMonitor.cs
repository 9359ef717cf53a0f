using MigSim.Kernel;
using MigSim.Measurement;
using MigSim.Time;

namespace MigSim.Simulation.Flows;

/// <summary>Counts flows at the links of simulated hosts.</summary>
internal sealed class SimFlowMonitor(SimulationLoop loop, RunClock clock, SimWorld world)
    : IFlowMonitor
{
    public Task<IFlowCapture> StartAsync(FlowSpec spec, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(spec.FramesPerSample, 1);
        var tap = new FlowTap(world.Host(spec.ObservedAt), spec.FramesPerSample);
        world.Network.Taps.Add(tap);
        return Task.FromResult<IFlowCapture>(new Capture(loop, clock, world, tap));
    }

    private sealed class Capture(SimulationLoop loop, RunClock clock, SimWorld world, FlowTap tap)
        : IFlowCapture
    {
        public Task<FlowReport> StopAsync(CancellationToken cancellationToken)
        {
            // What is on its way at this instant has passed up to now.
            world.Network.Bulk.ShowProgress();
            world.Network.Taps.Remove(tap);
            return Task.FromResult(tap.Report(loop.Now - clock.Now));
        }

        public ValueTask DisposeAsync()
        {
            world.Network.Taps.Remove(tap);
            return ValueTask.CompletedTask;
        }
    }
}
