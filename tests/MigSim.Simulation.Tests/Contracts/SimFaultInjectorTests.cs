using MigSim.Contracts;

namespace MigSim.Simulation.Tests.Contracts;

public sealed class SimFaultInjectorTests : FaultInjectorContract
{
    protected override ITestbedFixture Fixture { get; } = new SimulatedFixture();
}
