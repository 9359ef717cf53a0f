using MigSim.Time;

namespace MigSim.RealLab.Tests.Xen;

/// <summary>Says in the log of the tests how long each part took.</summary>
internal sealed class MeasuredTimes(RunClock clock) : IProgress<string>
{
    private readonly TimeSpan _begin = clock.Now;

    public void Report(string value) =>
        Console.WriteLine(
            FormattableString.Invariant(
                $"xen {(clock.Now - _begin).TotalSeconds, 6:0.0} s  {value}"
            )
        );
}
