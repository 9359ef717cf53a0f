using MigSim.Contracts;

namespace MigSim.Simulation.Tests.Contracts;

public sealed class SimFencingDeviceTests : FencingDeviceContract
{
    protected override ITestbedFixture Fixture { get; } = new SimulatedFixture();
}
