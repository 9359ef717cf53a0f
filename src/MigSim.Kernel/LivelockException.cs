namespace MigSim.Kernel;

/// <summary>So much happened at one instant that time will probably never move again.</summary>
public sealed class LivelockException : SimulationException
{
    internal LivelockException(
        SimTime at,
        int eventsPerInstantMax,
        IReadOnlyList<string> activities,
        IReadOnlyList<string> waits
    )
        : base(
            at,
            $"Livelock at {at}: more than {eventsPerInstantMax} events and continuations at "
                + $"this instant. {Describe(activities, waits)}"
        )
    {
        Activities = activities;
        Waits = waits;
    }

    /// <summary>Gets the names of the activities that were open, in ordinal order.</summary>
    public IReadOnlyList<string> Activities { get; }

    /// <summary>Gets the resources and stores that were waited for, in ordinal order.</summary>
    public IReadOnlyList<string> Waits { get; }
}
