using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using MigSim.Clustering;
using MigSim.Experiments.Recording;
using MigSim.Experiments.Scenarios;
using MigSim.Failover;
using MigSim.Failover.Scripts;
using MigSim.Time;
using MigSim.Virtualization;

namespace MigSim.Cli.Composition;

/// <summary>What a run needs whose machines are moved: the resource script and what it works with.</summary>
internal static class FailoverServices
{
    // Long enough that no migration of a scenario is given up by accident.
    private static readonly TimeSpan s_migrationTimeout = TimeSpan.FromHours(1);

    /// <summary>Adds them to a testbed.</summary>
    public static IServiceCollection AddFailover(
        this IServiceCollection services,
        Scenario scenario,
        IRunRecorder recorder
    )
    {
        ImmutableArray<VmSpec> specs = [.. scenario.Machines.Select(machine => machine.Spec)];
        return services
            .AddScoped(run => new RecordingHypervisor(
                run.GetRequiredService<ISavingHypervisor>(),
                run.GetRequiredService<RunClock>(),
                recorder
            ))
            .AddScoped(run => new MachineDirectory(
                specs,
                scenario.Platform.Members,
                run.GetRequiredService<IFencingDevice>(),
                s_migrationTimeout
            ))
            .AddScoped(run => Script(run, scenario));
    }

    private static IResourceScript Script(IServiceProvider run, Scenario scenario)
    {
        var hypervisor = run.GetRequiredService<RecordingHypervisor>();
        var machines = run.GetRequiredService<MachineDirectory>();
        return scenario.Script == FailoverScript.LiveMigrate
            ? new LiveMigrateScript(
                hypervisor,
                run.GetRequiredService<IClusterMessaging>(),
                machines
            )
            : new StopStartScript(hypervisor, machines, scenario.Restart);
    }
}
