namespace MigSim.Experiments.Scenarios;

/// <summary>The HTTP requests of a run.</summary>
/// <param name="Source">The machine or host that sends them.</param>
/// <param name="Rate">New connections a second.</param>
/// <param name="Connections">How many connections.</param>
/// <param name="Calls">Requests on each.</param>
/// <param name="Timeout">After how long the client gives up.</param>
public sealed record LoadPlan(
    string Source,
    double Rate,
    int Connections,
    int Calls,
    TimeSpan Timeout
)
{
    /// <summary>Gets when the last connection has begun.</summary>
    public TimeSpan Duration => TimeSpan.FromSeconds(Connections / Rate);
}
