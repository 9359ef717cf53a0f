using MigSim.Time;

namespace MigSim.Contracts;

/// <summary>What a backend supplies so that the contract of its clock can be run.</summary>
public interface IClockFixture
{
    /// <summary>Gets a short wait that is well above the lateness of timers.</summary>
    TimeSpan Unit { get; }

    /// <summary>Gets how late a wait may end; none is early.</summary>
    TimeSpan Lateness { get; }

    /// <summary>Runs a body on a loop of this backend.</summary>
    void Run(Func<RunClock, CancellationToken, Task> body);
}
