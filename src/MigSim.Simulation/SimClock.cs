using MigSim.Kernel;

namespace MigSim.Simulation;

/// <summary>Conversions between the loop's whole nanoseconds and the models' seconds.</summary>
internal static class SimClock
{
    private const double NanosecondsPerSecond = 1e9;

    public static SimTime After(this SimTime time, double seconds) =>
        time.Plus((long)Math.Round(seconds * NanosecondsPerSecond));

    public static double SecondsSince(this SimTime time, SimTime earlier) =>
        (time.Nanoseconds - earlier.Nanoseconds) / NanosecondsPerSecond;
}
