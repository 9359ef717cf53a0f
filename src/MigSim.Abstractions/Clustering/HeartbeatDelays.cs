namespace MigSim.Clustering;

/// <summary>How long the daemon's own scripts take around the resource scripts.</summary>
public sealed record HeartbeatDelays
{
    /// <summary>Gets the time from the command to stop to the first resource's <c>stop</c>.</summary>
    public required TimeSpan BeforeRelease { get; init; }

    /// <summary>Gets the time between the end of one resource's script and the next one's start.</summary>
    public required TimeSpan BetweenResources { get; init; }

    /// <summary>Gets the time from the last <c>stop</c>'s end to the shutdown notice.</summary>
    public required TimeSpan AfterRelease { get; init; }

    /// <summary>Gets the time from a notice or a death to the first resource's <c>status</c>.</summary>
    public required TimeSpan BeforeTakeover { get; init; }

    /// <summary>Gets the time from a resource's <c>status</c> to its <c>start</c>.</summary>
    public required TimeSpan BeforeStart { get; init; }
}
