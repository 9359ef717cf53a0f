using MigSim.Contracts;

namespace MigSim.Simulation.Tests.Contracts;

public sealed class SimMigrationTests : MigrationContract
{
    protected override ITestbedFixture Fixture { get; } = new SimulatedFixture();
}
