using System.Collections.Immutable;
using MigSim.Experiments.Recording;
using MigSim.Experiments.Scenarios;
using MigSim.Experiments.Web;
using MigSim.Measurement;
using MigSim.Time;
using MigSim.Units;
using MigSim.Virtualization;

namespace MigSim.Experiments.MemoryCpu;

/// <summary>
/// The paper's experiment A: a web server's memory grows call by call; then its response time and
/// its host's processor are measured, in virtual machines or on the hosts themselves.
/// </summary>
/// <param name="clock">The run's clock.</param>
/// <param name="hypervisor">Creates the machines; null where there are hosts only.</param>
/// <param name="server">The web server.</param>
/// <param name="load">What asks it.</param>
/// <param name="metrics">What the hosts do.</param>
public sealed class MemoryCpuExperiment(
    RunClock clock,
    IHypervisor? hypervisor,
    IBalloonServer server,
    ILoadGenerator load,
    IHostMetrics metrics
) : IExperiment
{
    private static readonly TimeSpan s_sampleInterval = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public async Task SetUpAsync(Scenario scenario, CancellationToken cancellationToken)
    {
        if (scenario.Setting == ServerSetting.VirtualMachines)
        {
            foreach (Machine machine in scenario.Machines)
            {
                await hypervisor!.CreateAsync(machine.Spec, machine.Host, cancellationToken);
            }
        }

        await server.StartAsync(WebPlacement.Server(scenario), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task RunAsync(
        Scenario scenario,
        IRunRecorder recorder,
        CancellationToken cancellationToken
    )
    {
        clock.BeginRun();
        if (scenario.Setting == ServerSetting.VirtualMachines)
        {
            foreach (Machine machine in scenario.Machines)
            {
                recorder.Record(new RunEvent.VmCreated(clock.Now, machine.Spec.Name, machine.Host));
            }
        }

        await using var watchers = new TaskScope(clock, cancellationToken);
        foreach (HostDescription host in scenario.Platform.Hosts)
        {
            _ = watchers.Start(
                $"sampling {host.Name}",
                token => SampleHostAsync(host.Name, recorder, token)
            );
        }

        await ChangeMemoryAsync(scenario, "increase_mem", recorder, cancellationToken);
        await RecordedLoad.RunAsync(load, clock, scenario, recorder, cancellationToken);
        if (scenario.Server!.Accesses > 0)
        {
            SampleSummary seconds = await server.AccessAsync(
                scenario.Server.Accesses,
                cancellationToken
            );
            DataSize held = await server.ReadAsync(cancellationToken);
            recorder.Record(new RunEvent.MemoryAccessed(clock.Now, held, seconds));
        }

        await ChangeMemoryAsync(scenario, "decrease_mem", recorder, cancellationToken);
        await server.StopAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public ImmutableSortedDictionary<string, double?> Measure(
        Scenario scenario,
        ImmutableArray<RunEvent> events,
        ImmutableArray<ProbeSample> samples
    ) => MemoryCpuMetrics.Find(scenario, events);

    // As the paper did: one call of the load generator for each step.
    private async Task ChangeMemoryAsync(
        Scenario scenario,
        string page,
        IRunRecorder recorder,
        CancellationToken cancellationToken
    )
    {
        ServerPlan plan = scenario.Server!;
        LoadSpec call = WebPlacement.Load(scenario, page) with
        {
            ConnectionCount = 1,
            CallsPerConnection = 1,
        };
        for (long step = 0; step < plan.Balloon.Bytes / plan.Profile.Step.Bytes; step++)
        {
            await load.RunAsync(call, cancellationToken);
            DataSize held = await server.ReadAsync(cancellationToken);
            recorder.Record(new RunEvent.MemoryChanged(clock.Now, page, held));
        }
    }

    private async Task SampleHostAsync(
        HostName host,
        IRunRecorder recorder,
        CancellationToken cancellationToken
    )
    {
        await foreach (
            HostSample sample in metrics.SampleAsync(host, s_sampleInterval, cancellationToken)
        )
        {
            recorder.Record(new RunEvent.HostSampled(sample.At, sample));
        }
    }
}
