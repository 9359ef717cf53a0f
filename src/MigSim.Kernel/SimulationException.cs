namespace MigSim.Kernel;

/// <summary>A simulation cannot go on, because the code in it is at fault.</summary>
public abstract class SimulationException : Exception
{
    private protected SimulationException(SimTime at, string message)
        : base(message) => At = at;

    /// <summary>Gets the virtual time at which it stopped.</summary>
    public SimTime At { get; }

    private protected static string Describe(
        IReadOnlyList<string> activities,
        IReadOnlyList<string> waits
    )
    {
        var running = activities.Count == 0 ? "none" : string.Join(", ", activities);
        var waiting = waits.Count == 0 ? "" : $" Waited for: {string.Join(", ", waits)}.";
        return $"Open activities: {running}.{waiting}";
    }
}
