namespace MigSim.Kernel;

/// <summary>The root ended while activities it started were still running.</summary>
public sealed class UnfinishedWorkException : Exception
{
    internal UnfinishedWorkException(IReadOnlyList<string> activities)
        : base($"The run ended while activities were open: {string.Join(", ", activities)}.") =>
        Activities = activities;

    /// <summary>Gets the names of the open activities, in ordinal order.</summary>
    public IReadOnlyList<string> Activities { get; }
}
