using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using MigSim.Clustering;
using MigSim.Experiments;
using MigSim.Experiments.ControlledFailure;
using MigSim.Experiments.Recording;
using MigSim.Experiments.Reports;
using MigSim.Experiments.Scenarios;
using MigSim.Failover;
using MigSim.Failover.Scripts;
using MigSim.Kernel;
using MigSim.Measurement;
using MigSim.Simulation;
using MigSim.Time;
using MigSim.Virtualization;

namespace MigSim.Cli.Composition;

/// <summary>Runs scenarios on the simulator: one container, one loop, one seed for each run.</summary>
public sealed class SimulatedBackend : IBackend
{
    // For booting machines and forming the cluster, before the run's clock begins.
    private static readonly TimeSpan SetUpMax = TimeSpan.FromHours(1);

    // Long enough that no migration of a scenario is given up by accident.
    private static readonly TimeSpan MigrationTimeout = TimeSpan.FromHours(1);

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
        var recorder = new RunRecorder(scenario.Probe.Count, progress);
        using ServiceProvider services = Compose(scenario, seed, recorder);
        // Not disposed: the cluster ends inside the loop below, and a loop that failed runs nothing.
        AsyncServiceScope run = services.CreateAsyncScope();
        var loop = run.ServiceProvider.GetRequiredService<SimulationLoop>();
        var experiment = run.ServiceProvider.GetRequiredService<IExperiment>();
        loop.Run(
            async token =>
            {
                await using var cluster = run.ServiceProvider.GetRequiredService<IClusterManager>();
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
        RunManifest manifest = Manifest(scenario, seed, startedAt, loop.TraceHash);
        return new RunResult(RunReports.Create(scenario, manifest, metrics), events, samples)
        {
            Constants = scenario.Constants,
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Every run disposes of what it used.
    }

    private static ServiceProvider Compose(Scenario scenario, ulong seed, IRunRecorder recorder)
    {
        ImmutableArray<VmSpec> specs = [.. scenario.Machines.Select(machine => machine.Spec)];
        return new ServiceCollection()
            .AddSimulatedTestbed(
                new SimulatedTestbedOptions
                {
                    Platform = scenario.Platform,
                    Hypervisor = scenario.Hypervisor,
                    Engines = scenario.Engines,
                    Cluster = scenario.Cluster,
                    Resources = scenario.Takeover,
                    Simulation = new SimulationOptions
                    {
                        Seed = seed,
                        Horizon = SetUpMax + scenario.Probe.Duration + scenario.Probe.Timeout,
                    },
                }
            )
            .AddScoped(run => new RecordingHypervisor(
                run.GetRequiredService<ISavingHypervisor>(),
                run.GetRequiredService<RunClock>(),
                recorder
            ))
            .AddScoped(run => new MachineDirectory(
                specs,
                scenario.Platform.Members,
                run.GetRequiredService<IFencingDevice>(),
                MigrationTimeout
            ))
            .AddScoped(run => Script(run, scenario))
            .AddScoped<IExperiment, ControlledFailureExperiment>()
            .BuildServiceProvider();
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

    private RunManifest Manifest(
        Scenario scenario,
        ulong seed,
        DateTimeOffset startedAt,
        ulong traceHash
    )
    {
        return new RunManifest
        {
            Scenario = scenario.Name,
            Point = scenario.Point,
            Testbed = Testbed,
            Seed = seed,
            Version = _program.Version,
            Commit = _program.Commit,
            Overrides = [],
            Inputs = scenario.Inputs,
            Tools = ImmutableSortedDictionary<string, string>.Empty,
            TraceHash = traceHash.ToString("x16", CultureInfo.InvariantCulture),
            StartedAt = startedAt,
        };
    }
}
