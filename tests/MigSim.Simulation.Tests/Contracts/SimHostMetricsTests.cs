using MigSim.Contracts;

namespace MigSim.Simulation.Tests.Contracts;

public sealed class SimHostMetricsTests : HostMetricsContract
{
    protected override ITestbedFixture Fixture { get; } = new SimulatedFixture();
}
