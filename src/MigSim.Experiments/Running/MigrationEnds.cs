namespace MigSim.Experiments.Running;

/// <summary>Which metric of a run tells that a migration came to its end.</summary>
/// <remarks>
/// A migration that has not ended when the run does has a total, of the time until then: more than any that ended, and no
/// measure of how long it takes.
/// </remarks>
public static class MigrationEnds
{
    /// <summary>Gets the metric without a value where the migration did not end; null for metrics of other things.</summary>
    /// <param name="metric">A metric, such as <c>migration.x0.total_ms</c>.</param>
    public static string? Of(string metric) =>
        metric.Split('.')
            is ["migration", var machine, "total_ms" or "transferred_bytes" or "rounds"]
            ? $"failover.{machine}.total_ms"
            : null;
}
