using MigSim.Contracts;

namespace MigSim.Simulation.Tests.Contracts;

public sealed class SimMigrationFailureTests : MigrationFailureContract
{
    protected override ITestbedFixture Fixture { get; } = new SimulatedFixture();
}
