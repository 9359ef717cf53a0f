namespace MigSim.Kernel.Tests;

/// <summary>Simulations for tests; every option that is set matters for the test.</summary>
internal static class Loops
{
    public static SimulationLoop Create(
        ulong seed = 1,
        TieBreaking tieBreaking = TieBreaking.FirstScheduledFirst,
        double horizonSeconds = 3600,
        int eventsPerInstantMax = 10_000
    ) =>
        new(
            new SimulationOptions
            {
                Seed = seed,
                TieBreaking = tieBreaking,
                Horizon = TimeSpan.FromSeconds(horizonSeconds),
                EventsPerInstantMax = eventsPerInstantMax,
            }
        );

    /// <summary>Runs a root that needs no token, on this thread.</summary>
    public static void Run(this RunLoop loop, Func<Task> root) =>
        loop.Run(_ => root(), CancellationToken.None);

    public static TResult Run<TResult>(this RunLoop loop, Func<Task<TResult>> root) =>
        loop.Run(_ => root(), CancellationToken.None);

    public static ValueTask DelayAsync(this SimulationLoop loop, double seconds) =>
        loop.DelayAsync(TimeSpan.FromSeconds(seconds), EventOrder.Agent, CancellationToken.None);

    public static SimTime At(double seconds) => SimTime.FromTimeSpan(TimeSpan.FromSeconds(seconds));

    public static EventHandle Schedule(
        this SimulationLoop loop,
        double seconds,
        Action callback,
        EventOrder order = EventOrder.Model
    ) => loop.Schedule(At(seconds), order, _ => callback(), null);
}
