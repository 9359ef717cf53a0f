using MigSim.Lab.Shell;
using MigSim.Time;

namespace MigSim.Lab.Tools;

/// <summary>Translates the times of day of hosts to times of the run.</summary>
/// <remarks>The hosts' clocks are read once; over the minutes of a run they drift less than that errs.</remarks>
public sealed class HostClocks(RunClock clock, IRemoteShell shell)
{
    private readonly SortedDictionary<HostName, HostClockOffset> _offsets = [];

    /// <summary>Gets what is known of the clocks that were measured, by the time before the run.</summary>
    public IReadOnlyDictionary<HostName, HostClockOffset> Offsets => _offsets;

    /// <summary>Reads a host's clock, unless that was done before.</summary>
    /// <exception cref="ShellException">The host does not answer.</exception>
    public async Task MeasureAsync(HostName host, CancellationToken cancellationToken)
    {
        if (!_offsets.ContainsKey(host))
        {
            HostClockOffset read = await HostClockOffset.MeasureAsync(
                shell,
                host,
                cancellationToken
            );
            _offsets[host] = read with { Offset = read.Offset + clock.SetUpTime };
        }
    }

    /// <summary>Gets the time of the run at which a host's clock showed a time of day.</summary>
    /// <param name="host">The host, whose clock was measured.</param>
    /// <param name="unixSeconds">Seconds since 1970.</param>
    public TimeSpan ToRunTime(HostName host, decimal unixSeconds) =>
        TimeSpan.FromTicks((long)(unixSeconds * TimeSpan.TicksPerSecond))
        + _offsets[host].Offset
        - clock.SetUpTime;
}
