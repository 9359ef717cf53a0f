using MigSim.Contracts;

namespace MigSim.Simulation.Tests.Contracts;

public sealed class SimTaskScopeTests : TaskScopeContract
{
    protected override IClockFixture Fixture { get; } = new SimClockFixture();
}
