using MigSim.Contracts;

namespace MigSim.Simulation.Tests.Contracts;

public sealed class SimClockTests : ClockContract
{
    protected override IClockFixture Fixture { get; } = new SimClockFixture();
}
