namespace MigSim.Lab.Agents;

/// <summary>One pass over dirty memory; times count from the start of the migration.</summary>
public sealed record AgentRound(
    int Iteration,
    double StartedAfterSeconds,
    double Seconds,
    long PagesSent,
    long PagesSkipped,
    long PagesDirtied,
    bool GuestStopped
);
