namespace MigSim.Kernel;

/// <summary>What a timer calls, in the execution context it was created in.</summary>
internal sealed class TimerCall(TimerCallback callback, object? state)
{
    private const uint MillisecondsMax = 0xFFFF_FFFE;

    private readonly ExecutionContext? _context = ExecutionContext.Capture();

    /// <summary>Refuses the durations that the timers of .NET refuse.</summary>
    public static void CheckDuration(TimeSpan duration, string name)
    {
        if (
            duration != Timeout.InfiniteTimeSpan
            && (duration < TimeSpan.Zero || duration.TotalMilliseconds > MillisecondsMax)
        )
        {
            throw new ArgumentOutOfRangeException(name, duration, "Not a duration of a timer.");
        }
    }

    public void Invoke()
    {
        if (_context is null)
        {
            callback(state);
        }
        else
        {
            ExecutionContext.Run(_context, static call => ((TimerCall)call!).InvokeHere(), this);
        }
    }

    private void InvokeHere() => callback(state);
}
