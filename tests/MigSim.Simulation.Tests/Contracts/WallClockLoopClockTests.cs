using MigSim.Contracts;

namespace MigSim.Simulation.Tests.Contracts;

public sealed class WallClockLoopClockTests : ClockContract
{
    protected override IClockFixture Fixture { get; } = LoopClockFixture.WallClock();
}
