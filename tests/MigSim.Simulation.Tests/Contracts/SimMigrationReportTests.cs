using MigSim.Contracts;

namespace MigSim.Simulation.Tests.Contracts;

public sealed class SimMigrationReportTests : MigrationReportContract
{
    protected override ITestbedFixture Fixture { get; } = new SimulatedFixture();
}
