using MigSim.Contracts;
using MigSim.Kernel;
using MigSim.Time;

namespace MigSim.Simulation.Tests.Contracts;

/// <summary>A clock over the plain time provider of a run loop, without its shorter way to wait.</summary>
internal sealed class LoopClockFixture(Func<RunLoop> createLoop, TimeSpan unit, TimeSpan lateness)
    : IClockFixture
{
    public TimeSpan Unit => unit;

    public TimeSpan Lateness => lateness;

    /// <summary>Virtual time.</summary>
    public static LoopClockFixture Simulated() =>
        new(
            () => new SimulationLoop(new SimulationOptions { Seed = 1 }),
            TimeSpan.FromSeconds(1),
            TimeSpan.Zero
        );

    /// <summary>Real time; the lateness is for a machine that has other things to do.</summary>
    public static LoopClockFixture WallClock() =>
        new(() => new WallClockLoop(), TimeSpan.FromMilliseconds(15), TimeSpan.FromSeconds(5));

    public void Run(Func<RunClock, CancellationToken, Task> body)
    {
        RunLoop loop = createLoop();
        loop.Run(
            token => body(new RunClock(loop.Time), token),
            TestContext.Current.CancellationToken
        );
    }
}
