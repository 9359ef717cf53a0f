using System.Collections.Immutable;
using MigSim.Experiments.ControlledFailure;
using MigSim.Experiments.Flows;
using MigSim.Experiments.MemoryCpu;
using MigSim.Experiments.Scenarios;
using MigSim.Experiments.Web;
using MigSim.Virtualization;

namespace MigSim.Experiments.Input.Reading;

/// <summary>The metrics that an experiment has.</summary>
internal static class MetricNames
{
    /// <summary>Lists the metrics of a scenario, by the names of its machines and hosts.</summary>
    public static ImmutableArray<string> Of(Scenario scenario) =>
        [
            .. scenario.HasFailure ? OfFailover(scenario) : MemoryCpuMetrics.NamesOf(scenario),
            .. scenario is { HasFailure: true, Load: not null }
                ? LoadMetrics.Names.AddRange(LoadWindows.Names)
                : [],
            .. scenario.Flows is null ? [] : WatchedExperiment.Names,
        ];

    private static ImmutableArray<string> OfFailover(Scenario scenario)
    {
        IEnumerable<string> roundTrips =
            from window in (string[])["before", "during", "after.first", "after.last"]
            from figure in (string[])["p50", "p90", "p99", "max"]
            select $"rtt.{window}.{figure}_ms";
        IEnumerable<string> machines = scenario.Machines.SelectMany(machine => OfMachine(machine));
        IEnumerable<string> hosts = scenario.Platform.Hosts.Select(host =>
            $"host.{host.Name}.cpu_percent"
        );
        return
        [
            .. roundTrips,
            "rtt.before.mean_ms",
            "rtt.during.mean_ms",
            "rtt.after.first_ms",
            "rtt.after.last_ms",
            "probe.sent",
            "probe.interval_ms",
            "probe.lost",
            "probe.longest_gap_ms",
            $"service.{scenario.Probe.Target}.downtime_ms",
            .. machines,
            .. ControlledFailureMetrics.ClusterNames(scenario),
            .. hosts,
        ];
    }

    private static ImmutableArray<string> OfMachine(Machine machine)
    {
        VmName name = machine.Spec.Name;
        string[] protection =
        [
            $"protection.{name}.checkpoints_per_s",
            $"protection.{name}.paused_percent",
            $"protection.{name}.transferred_bytes",
            $"protection.{name}.recovery_ms",
        ];
        bool hasPostCopy = machine.Spec.Mode is MigrationMode.PostCopy or MigrationMode.Hybrid;
        return
        [
            $"failover.{name}.started_s",
            $"failover.{name}.total_ms",
            $"migration.{name}.total_ms",
            $"migration.{name}.downtime_ms",
            $"migration.{name}.transferred_bytes",
            $"migration.{name}.rounds",
            .. hasPostCopy ? [$"migration.{name}.stalled_ms"] : Array.Empty<string>(),
            .. machine.Checkpoints is null ? [] : protection,
        ];
    }
}
