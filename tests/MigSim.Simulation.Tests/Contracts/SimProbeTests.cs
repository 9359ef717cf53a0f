using MigSim.Contracts;

namespace MigSim.Simulation.Tests.Contracts;

public sealed class SimProbeTests : ProbeContract
{
    protected override ITestbedFixture Fixture { get; } = new SimulatedFixture();
}
