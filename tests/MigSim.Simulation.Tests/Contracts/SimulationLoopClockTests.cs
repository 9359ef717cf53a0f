using MigSim.Contracts;

namespace MigSim.Simulation.Tests.Contracts;

public sealed class SimulationLoopClockTests : ClockContract
{
    protected override IClockFixture Fixture { get; } = LoopClockFixture.Simulated();
}
