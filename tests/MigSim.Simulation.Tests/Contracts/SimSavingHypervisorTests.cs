using MigSim.Contracts;

namespace MigSim.Simulation.Tests.Contracts;

public sealed class SimSavingHypervisorTests : SavingHypervisorContract
{
    protected override ITestbedFixture Fixture { get; } = new SimulatedFixture();
}
