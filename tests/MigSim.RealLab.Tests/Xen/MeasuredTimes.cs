using MigSim.Time;

namespace MigSim.RealLab.Tests.Xen;

/// <summary>Says in the log of the tests how long each part took.</summary>
internal sealed class MeasuredTimes(RunClock clock, Action<string>? onReport = null)
    : IProgress<string>
{
    private readonly TimeSpan _begin = clock.Now;

    public void Report(string value)
    {
        double seconds = (clock.Now - _begin).TotalSeconds;
        MeasurementLog.Note($"{seconds, 5:0.0} s: {value}");
        onReport?.Invoke(value);
    }
}
