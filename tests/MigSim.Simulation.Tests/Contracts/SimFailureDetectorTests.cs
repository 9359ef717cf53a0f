using MigSim.Contracts;

namespace MigSim.Simulation.Tests.Contracts;

public sealed class SimFailureDetectorTests : FailureDetectorContract
{
    protected override ITestbedFixture Fixture { get; } = new SimulatedFixture();
}
