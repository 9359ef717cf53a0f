using MigSim.Contracts;

namespace MigSim.Simulation.Tests.Contracts;

public sealed class SimHypervisorTests : HypervisorContract
{
    protected override ITestbedFixture Fixture { get; } = new SimulatedFixture();
}
