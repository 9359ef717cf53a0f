using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using MigSim.Clustering;
using MigSim.Faults;
using MigSim.Kernel;
using MigSim.Measurement;
using MigSim.Simulation.Clustering;
using MigSim.Simulation.Faults;
using MigSim.Simulation.Flows;
using MigSim.Simulation.Measurement;
using MigSim.Simulation.Virtualization;
using MigSim.Simulation.Web;
using MigSim.Time;
using MigSim.Virtualization;

namespace MigSim.Simulation;

/// <summary>Adds the simulator behind the interfaces of a testbed.</summary>
public static class SimulatedTestbed
{
    /// <summary>
    /// Adds loop, clock and every interface of a testbed on top of the simulator. Scoped: one scope
    /// is one run. The cluster manager calls the <see cref="IResourceScript"/> that the caller adds.
    /// </summary>
    public static IServiceCollection AddSimulatedTestbed(
        this IServiceCollection services,
        SimulatedTestbedOptions options
    )
    {
        services
            .AddScoped(_ => new SimulationLoop(options.Simulation))
            .AddScoped<TimeProvider>(run => new SimTimeProvider(
                run.GetRequiredService<SimulationLoop>()
            ))
            .AddScoped<RunClock>()
            .AddScoped(run => new SimWorld(
                run.GetRequiredService<SimulationLoop>(),
                options.Platform,
                options.Hypervisor,
                options.OwnWork
            ))
            .AddScoped<IProtectingHypervisor>(run => new SimHypervisor(
                run.GetRequiredService<SimulationLoop>(),
                run.GetRequiredService<RunClock>(),
                run.GetRequiredService<SimWorld>(),
                options.Hypervisor,
                options.Engines
            ))
            .AddScoped<ISavingHypervisor>(run => run.GetRequiredService<IProtectingHypervisor>())
            .AddScoped<IHypervisor>(run => run.GetRequiredService<ISavingHypervisor>())
            .AddScoped<IProbe, SimProbe>()
            .AddScoped<ILoadGenerator, SimLoadGenerator>()
            .AddScoped<IFlowMonitor, SimFlowMonitor>()
            .AddScoped<IBalloonServer, SimBalloonServer>()
            .AddScoped<IHostMetrics, SimHostMetrics>()
            .AddScoped<IFaultInjector, SimFaultInjector>();
        return options.Cluster is { } cluster
            ? services.AddCluster(cluster, options.Resources)
            : services;
    }

    private static IServiceCollection AddCluster(
        this IServiceCollection services,
        HeartbeatOptions cluster,
        ImmutableArray<ClusterResource> resources
    ) =>
        services
            .AddScoped<IClusterMessaging, SimClusterMessaging>()
            .AddScoped<IFencingDevice, SimFencingDevice>()
            .AddScoped(run => new SimFailureDetector(
                run.GetRequiredService<SimulationLoop>(),
                run.GetRequiredService<RunClock>(),
                run.GetRequiredService<SimWorld>(),
                cluster
            ))
            .AddScoped<IFailureDetector>(run => run.GetRequiredService<SimFailureDetector>())
            .AddScoped<IClusterManager>(run => new SimClusterManager(
                run.GetRequiredService<SimulationLoop>(),
                run.GetRequiredService<RunClock>(),
                run.GetRequiredService<SimWorld>(),
                run.GetRequiredService<SimFailureDetector>(),
                cluster,
                resources,
                run.GetRequiredService<IResourceScript>()
            ));
}
