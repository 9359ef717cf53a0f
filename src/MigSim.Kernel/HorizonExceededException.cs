namespace MigSim.Kernel;

/// <summary>The next event lies beyond the horizon, and the root has not ended.</summary>
public sealed class HorizonExceededException : SimulationException
{
    internal HorizonExceededException(SimTime at, SimTime horizon, IReadOnlyList<string> activities)
        : base(
            at,
            $"Horizon of {horizon} exceeded after {at}: the run has not ended. "
                + Describe(activities, [])
        )
    {
        Horizon = horizon;
        Activities = activities;
    }

    /// <summary>Gets the last virtual time an event may have.</summary>
    public SimTime Horizon { get; }

    /// <summary>Gets the names of the activities that were open, in ordinal order.</summary>
    public IReadOnlyList<string> Activities { get; }
}
