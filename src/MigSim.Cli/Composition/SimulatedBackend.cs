using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using MigSim.Clustering;
using MigSim.Experiments;
using MigSim.Experiments.Calibrations;
using MigSim.Experiments.ControlledFailure;
using MigSim.Experiments.Flows;
using MigSim.Experiments.MemoryCpu;
using MigSim.Experiments.Recording;
using MigSim.Experiments.Reports;
using MigSim.Experiments.Scenarios;
using MigSim.Experiments.Web;
using MigSim.Kernel;
using MigSim.Measurement;
using MigSim.Simulation;

namespace MigSim.Cli.Composition;

/// <summary>Runs scenarios on the simulator: one container, one loop, one seed for each run.</summary>
public sealed class SimulatedBackend : IBackend
{
    // For booting machines and forming the cluster, before the run's clock begins.
    private static readonly TimeSpan SetUpMax = TimeSpan.FromHours(1);

    private readonly ProgramVersion _program = ProgramVersion.Read();

    /// <inheritdoc/>
    public string Testbed => "sim";

    /// <inheritdoc/>
    public int ParallelMax => int.MaxValue;

    /// <inheritdoc/>
    public RunResult Run(
        Scenario scenario,
        ulong seed,
        IProgress<double>? progress,
        CancellationToken cancellationToken
    )
    {
        DateTimeOffset startedAt = DateTimeOffset.UtcNow;
        var recorder = new RunRecorder(scenario.HasFailure ? scenario.Probe.Count : 0, progress);
        using ServiceProvider services = Compose(scenario, seed, recorder);
        // Not disposed: the cluster ends inside the loop below, and a loop that failed runs nothing.
        AsyncServiceScope run = services.CreateAsyncScope();
        var loop = run.ServiceProvider.GetRequiredService<SimulationLoop>();
        var experiment = run.ServiceProvider.GetRequiredService<IExperiment>();
        loop.Run(
            async token =>
            {
                await using var cluster = run.ServiceProvider.GetService<IClusterManager>();
                await experiment.SetUpAsync(scenario, token);
                await experiment.RunAsync(scenario, recorder, token);
            },
            cancellationToken
        );
        ImmutableArray<RunEvent> events = recorder.Events;
        ImmutableArray<ProbeSample> samples = recorder.Samples;
        ImmutableSortedDictionary<string, double?> metrics = experiment.Measure(
            scenario,
            events,
            samples
        );
        RunManifest manifest = RunManifests.Of(scenario, Testbed, seed, startedAt, _program) with
        {
            TraceHash = loop.TraceHash.ToString("x16", CultureInfo.InvariantCulture),
        };
        RunReport report = RunReports.Create(scenario, manifest, metrics) with
        {
            Calibrations = AppliedCalibrations.Of(scenario),
            Warnings = CalibrationWarnings.Of(scenario),
        };
        return new RunResult(report, events, samples) { Constants = scenario.Constants };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Every run disposes of what it used.
    }

    private static ServiceProvider Compose(Scenario scenario, ulong seed, IRunRecorder recorder)
    {
        IServiceCollection services = new ServiceCollection().AddSimulatedTestbed(
            new SimulatedTestbedOptions
            {
                Platform = scenario.Platform,
                Hypervisor = scenario.Hypervisor,
                Engines = scenario.Engines,
                Cluster = scenario.HasFailure ? scenario.Cluster : null,
                Resources = scenario.Takeover,
                OwnWork = OwnWork(scenario),
                Simulation = new SimulationOptions
                {
                    Seed = seed,
                    Horizon = SetUpMax + scenario.Duration,
                },
            }
        );
        if (scenario.HasFailure)
        {
            services.AddFailover(scenario, recorder);
        }

        return services.AddScoped(run => Experiment(run, scenario)).BuildServiceProvider();
    }

    private static IExperiment Experiment(IServiceProvider run, Scenario scenario)
    {
        IExperiment experiment = scenario.HasFailure
            ? ActivatorUtilities.CreateInstance<ControlledFailureExperiment>(run)
            : ActivatorUtilities.CreateInstance<MemoryCpuExperiment>(run);
        if (scenario is { HasFailure: true, Load: not null })
        {
            experiment = ActivatorUtilities.CreateInstance<LoadedExperiment>(run, experiment);
        }

        return scenario.Flows is null
            ? experiment
            : ActivatorUtilities.CreateInstance<WatchedExperiment>(run, experiment);
    }

    // What the machines of a scenario would do, their hosts do themselves where there are none.
    private static ImmutableSortedDictionary<HostName, double> OwnWork(Scenario scenario) =>
        scenario.Setting == ServerSetting.VirtualMachines
            ? ImmutableSortedDictionary<HostName, double>.Empty
            : scenario
                .Machines.GroupBy(machine => machine.Host)
                .ToImmutableSortedDictionary(
                    host => host.Key,
                    host => host.Sum(machine => machine.Spec.Workload.CpuShare)
                );
}
