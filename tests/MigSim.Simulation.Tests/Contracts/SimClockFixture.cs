using MigSim.Contracts;
using MigSim.Time;

namespace MigSim.Simulation.Tests.Contracts;

/// <summary>The clock of a simulated testbed.</summary>
internal sealed class SimClockFixture : IClockFixture
{
    private readonly SimulatedFixture _testbed = new();

    public TimeSpan Unit => TimeSpan.FromSeconds(1);

    public TimeSpan Lateness => TimeSpan.Zero;

    public void Run(Func<RunClock, CancellationToken, Task> body) =>
        _testbed.Run(bed => body(bed.Clock, bed.Token));
}
