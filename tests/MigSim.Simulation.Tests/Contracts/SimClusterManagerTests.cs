using MigSim.Contracts;

namespace MigSim.Simulation.Tests.Contracts;

public sealed class SimClusterManagerTests : ClusterManagerContract
{
    protected override ITestbedFixture Fixture { get; } = new SimulatedFixture();
}
