using MigSim.Contracts;

namespace MigSim.Simulation.Tests.Contracts;

public sealed class SimulationLoopTaskScopeTests : TaskScopeContract
{
    protected override IClockFixture Fixture { get; } = LoopClockFixture.Simulated();
}
