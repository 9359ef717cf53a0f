namespace MigSim.Kernel;

/// <summary>The root waits, and there is no event left that could end its wait.</summary>
public sealed class DeadlockException : SimulationException
{
    internal DeadlockException(
        SimTime at,
        IReadOnlyList<string> activities,
        IReadOnlyList<string> waits
    )
        : base(
            at,
            $"Deadlock at {at}: no event is left, and the run has not ended. "
                + Describe(activities, waits)
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
