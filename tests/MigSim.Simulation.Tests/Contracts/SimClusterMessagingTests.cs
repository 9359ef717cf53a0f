using MigSim.Contracts;

namespace MigSim.Simulation.Tests.Contracts;

public sealed class SimClusterMessagingTests : ClusterMessagingContract
{
    protected override ITestbedFixture Fixture { get; } = new SimulatedFixture();
}
