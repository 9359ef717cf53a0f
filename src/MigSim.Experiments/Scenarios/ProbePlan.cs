namespace MigSim.Experiments.Scenarios;

/// <summary>The echo requests of a run.</summary>
/// <param name="Source">The host that sends.</param>
/// <param name="Target">The machine that shall answer.</param>
/// <param name="Interval">The time between two requests.</param>
/// <param name="Count">The number of requests.</param>
/// <param name="Timeout">After how long a request is called lost.</param>
public sealed record ProbePlan(
    HostName Source,
    VmName Target,
    TimeSpan Interval,
    int Count,
    TimeSpan Timeout
)
{
    /// <summary>Gets when the last request is due to be answered at the latest, but its timeout.</summary>
    public TimeSpan Duration => Interval * Count;
}
