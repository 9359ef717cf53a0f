using System.Collections.Immutable;
using MigSim.Experiments.Recording;
using MigSim.Experiments.Reports;
using MigSim.Experiments.Scenarios;
using MigSim.Experiments.Web;
using MigSim.Measurement;

namespace MigSim.Experiments.MemoryCpu;

/// <summary>The metrics of the memory experiment, as a pure function of what was recorded.</summary>
public static class MemoryCpuMetrics
{
    /// <summary>Gets the name of every metric.</summary>
    public static ImmutableArray<string> NamesOf(Scenario scenario) =>
        [
            "access.mean_ms",
            "access.p50_ms",
            "access.p99_ms",
            "access.max_ms",
            "server.memory_bytes",
            .. LoadMetrics.Names,
            .. scenario.Platform.Hosts.SelectMany(host =>
                (string[])
                    [$"host.{host.Name}.cpu_percent", $"host.{host.Name}.control_domain_percent"]
            ),
            .. scenario.Machines.SelectMany(machine =>
                (string[])
                    [
                        $"domain.{machine.Spec.Name}.cpu_percent",
                        $"domain.{machine.Spec.Name}.charged_percent",
                    ]
            ),
        ];

    /// <summary>Finds the metrics of a run.</summary>
    public static ImmutableSortedDictionary<string, double?> Find(
        Scenario scenario,
        ImmutableArray<RunEvent> events
    )
    {
        var metrics = ImmutableSortedDictionary.CreateBuilder<string, double?>(
            StringComparer.Ordinal
        );
        RunEvent.MemoryAccessed? accessed = events
            .OfType<RunEvent.MemoryAccessed>()
            .LastOrDefault();
        metrics["access.mean_ms"] = 1000 * accessed?.Seconds.Mean;
        metrics["access.p50_ms"] = 1000 * accessed?.Seconds.Median;
        metrics["access.p99_ms"] = 1000 * accessed?.Seconds.NinetyNinth;
        metrics["access.max_ms"] = 1000 * accessed?.Seconds.Maximum;
        metrics["server.memory_bytes"] = events
            .OfType<RunEvent.MemoryChanged>()
            .Select(changed => (double?)changed.Held.Bytes)
            .DefaultIfEmpty(0)
            .Max();
        LoadMetrics.Add(metrics, events);
        foreach (HostDescription host in scenario.Platform.Hosts)
        {
            AddHost(metrics, host, events);
        }

        foreach (Machine machine in scenario.Machines)
        {
            AddDomain(metrics, machine.Spec.Name.Value, events);
        }

        return metrics.ToImmutable();
    }

    // Of one processor, as xentop has it.
    private static void AddDomain(
        ImmutableSortedDictionary<string, double?>.Builder metrics,
        string name,
        ImmutableArray<RunEvent> events
    )
    {
        DomainSample[] samples =
        [
            .. events
                .OfType<RunEvent.HostSampled>()
                .SelectMany(sampled => sampled.Sample.Domains)
                .Where(domain => domain.Domain == name),
        ];
        metrics[$"domain.{name}.cpu_percent"] =
            samples.Length == 0 ? null : 100 * samples.Average(domain => domain.CpuUtilization);
        metrics[$"domain.{name}.charged_percent"] =
            100 * samples.Average(domain => domain.ChargedUtilization);
    }

    private static void AddHost(
        ImmutableSortedDictionary<string, double?>.Builder metrics,
        HostDescription host,
        ImmutableArray<RunEvent> events
    )
    {
        HostSample[] samples =
        [
            .. events
                .OfType<RunEvent.HostSampled>()
                .Select(sampled => sampled.Sample)
                .Where(sample => sample.Host == host.Name),
        ];
        metrics[$"host.{host.Name}.cpu_percent"] =
            samples.Length == 0
                ? null
                : 100 * samples.Average(sample => sample.CpuUtilization) / host.Processors;
        double[] control =
        [
            .. samples
                .SelectMany(sample => sample.Domains)
                .Where(domain => domain.Domain == ControlDomain)
                .Select(domain => domain.CpuUtilization),
        ];
        metrics[$"host.{host.Name}.control_domain_percent"] =
            control.Length == 0 ? null : 100 * control.Average() / host.Processors;
    }

    /// <summary>The name by which Xen lists the control domain.</summary>
    private const string ControlDomain = "Domain-0";
}
