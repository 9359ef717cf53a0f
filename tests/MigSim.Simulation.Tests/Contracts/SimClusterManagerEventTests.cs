using MigSim.Contracts;

namespace MigSim.Simulation.Tests.Contracts;

public sealed class SimClusterManagerEventTests : ClusterManagerEventContract
{
    protected override ITestbedFixture Fixture { get; } = new SimulatedFixture();
}
