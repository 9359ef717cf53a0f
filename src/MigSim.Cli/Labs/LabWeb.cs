using System.Collections.Immutable;
using MigSim.Experiments;
using MigSim.Experiments.Recording;
using MigSim.Experiments.Scenarios;
using MigSim.Experiments.Web;
using MigSim.Lab.Lifecycle;
using MigSim.Lab.Web;
using MigSim.Time;

namespace MigSim.Cli.Labs;

/// <summary>HTTP to a guest of a lab while an experiment runs.</summary>
internal static class LabWeb
{
    /// <summary>Adds the load that a scenario asks for.</summary>
    public static IExperiment Add(
        IExperiment experiment,
        Scenario scenario,
        LabConnection lab,
        RunClock clock
    ) =>
        scenario.Load is null
            ? experiment
            : new LoadedExperiment(
                experiment,
                clock,
                new GuestServer(clock, lab.Shell, lab.Storage),
                new SlicedHttperfLoad(clock, lab.Shell)
            );

    /// <summary>Adds the metrics of that load.</summary>
    public static ImmutableSortedDictionary<string, double?> Add(
        ImmutableSortedDictionary<string, double?> metrics,
        Scenario scenario,
        ImmutableArray<RunEvent> events
    )
    {
        if (scenario.Load is null)
        {
            return metrics;
        }

        ImmutableSortedDictionary<string, double?>.Builder all = metrics.ToBuilder();
        LoadMetrics.Add(all, events);
        LoadWindows.Add(all, scenario, events);
        return all.ToImmutable();
    }
}
