using MigSim.Contracts;

namespace MigSim.Simulation.Tests.Contracts;

public sealed class WallClockLoopTaskScopeTests : TaskScopeContract
{
    protected override IClockFixture Fixture { get; } = LoopClockFixture.WallClock();
}
