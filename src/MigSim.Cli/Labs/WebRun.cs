using System.Collections.Immutable;
using MigSim.Cli.Composition;
using MigSim.Experiments;
using MigSim.Experiments.Flows;
using MigSim.Experiments.MemoryCpu;
using MigSim.Experiments.Recording;
using MigSim.Experiments.Reports;
using MigSim.Experiments.Scenarios;
using MigSim.Experiments.Testbeds;
using MigSim.Lab.Agents;
using MigSim.Lab.Flows;
using MigSim.Lab.Guarding;
using MigSim.Lab.Guests;
using MigSim.Lab.Lifecycle;
using MigSim.Lab.Safety;
using MigSim.Lab.Shell;
using MigSim.Lab.Tools;
using MigSim.Lab.Web;
using MigSim.Time;
using MigSim.Virtualization;

namespace MigSim.Cli.Labs;

/// <summary>
/// One run of the memory experiment on the hosts of a lab or in its machines: real Apache, real
/// httperf.
/// </summary>
internal sealed class WebRun(
    TestbedDescription testbed,
    LabConnection lab,
    RunClock clock,
    Scenario scenario,
    IProgress<string> progress,
    Action<string> warn
)
{
    private const string ServerDirectory = "/run/migsim-web";
    private const string FlowDirectory = "/run/migsim-flows";

    private static readonly TimeSpan s_healingMax = TimeSpan.FromMinutes(2);

    /// <summary>Makes the run and puts everything back.</summary>
    /// <exception cref="LabRunException">
    /// A tool is missing or does not start, or the time limit was reached.
    /// </exception>
    public async Task<RunResult> MakeAsync(ulong seed, CancellationToken cancellationToken)
    {
        DateTimeOffset startedAt = DateTimeOffset.UtcNow;
        var commands = new StringWriter();
        LabConnection recorded = lab with { Shell = new RecordingShell(lab.Shell, commands) };
        var recorder = new RunRecorder(0, null);
        var tools = ImmutableSortedDictionary<string, string>.Empty;
        IExperiment? experiment = null;
        Exception? failure = null;
        using CancellationTokenSource limit = clock.CreateDeadline(testbed.TimeLimit);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(
            cancellationToken,
            limit.Token
        );
        try
        {
            var clocks = new HostClocks(clock, recorded.Shell);
            tools = await LabVersions.ReadAsync(recorded, clocks, either.Token);
            progress.Report("start the web server");
            experiment = await CreateAsync(recorded, either.Token);
            await experiment.SetUpAsync(scenario, either.Token);
            progress.Report("measure");
            await experiment.RunAsync(scenario, recorder, either.Token);
        }
        catch (OperationCanceledException)
            when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            failure = new LabException(
                $"the run was broken off at the testbed's time limit of {testbed.TimeLimit}"
            );
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            failure = exception;
        }
        finally
        {
            await HealAsync();
        }

        ImmutableArray<RunLog> logs =
        [
            new(LabHosts.Controller, "commands.jsonl", commands.ToString()),
        ];
        if (failure is not null)
        {
            throw new LabRunException(logs, failure);
        }

        ImmutableArray<RunEvent> events = recorder.Events;
        var metrics = experiment!.Measure(scenario, events, []);
        RunManifest manifest = RunManifests.Of(
            scenario,
            testbed.Name,
            seed,
            startedAt,
            ProgramVersion.Read()
        ) with
        {
            Tools = tools,
        };
        RunReport report = RunReports.Create(scenario, manifest, metrics);
        return new RunResult(report, events, []) { Logs = logs };
    }

    private async Task<IExperiment> CreateAsync(
        LabConnection recorded,
        CancellationToken cancellationToken
    )
    {
        var place = LabPlace.Find(testbed.Name, Environment.GetEnvironmentVariable);
        string module = await new BalloonModule(
            recorded.Shell,
            LabHosts.Controller,
            place.CacheDirectory
        ).FindAsync(cancellationToken);
        IHypervisor? hypervisor =
            scenario.Setting == ServerSetting.VirtualMachines
                ? await CreateHypervisorAsync(recorded, place, module, cancellationToken)
                : null;
        var guests = scenario.Machines.ToImmutableSortedDictionary(
            machine => machine.Spec.Name,
            machine => machine.Spec.Address
        );
        var experiment = new MemoryCpuExperiment(
            clock,
            hypervisor,
            new ApacheServer(recorded.Shell, recorded.Journal, module, ServerDirectory),
            new HttperfLoad(recorded.Shell, guests),
            new LabMetrics(testbed, recorded, clock)
        );
        if (scenario.Flows is null)
        {
            return experiment;
        }

        var monitor = new NetFlowMonitor(
            clock,
            recorded.Shell,
            recorded.Journal,
            testbed.Platform.Hosts.ToImmutableSortedDictionary(
                host => host.Name,
                host => host.Address
            ),
            FlowDirectory
        );
        return new WatchedExperiment(experiment, clock, monitor);
    }

    /// <summary>Prepares the hosts for machines that have Apache and httperf.</summary>
    private async Task<IHypervisor> CreateHypervisorAsync(
        LabConnection recorded,
        LabPlace place,
        string module,
        CancellationToken cancellationToken
    )
    {
        progress.Report("prepare the machines");
        QemuSettings qemu = recorded.Agents[recorded.Members[0]].Qemu!;
        GuestImage image = await new WebGuestBuilder(
            recorded.Shell,
            LabHosts.Controller,
            place.CacheDirectory
        ).BuildAsync(new(qemu.Kernel, qemu.Initrd), module, cancellationToken);
        LabConnection prepared = recorded with
        {
            Agents = recorded.Agents.ToImmutableSortedDictionary(
                agent => agent.Key,
                agent =>
                    agent.Value with
                    {
                        Qemu = agent.Value.Qemu! with { Initrd = image.Initrd },
                    }
            ),
        };
        ImmutableArray<AgentMachine> machines = await LabMachines.PrepareAsync(
            testbed,
            prepared,
            scenario,
            cancellationToken
        );
        var installation = new AgentInstallation(prepared, File.ReadAllBytes(lab.AgentProgram));
        await installation.InstallAsync(scenario, machines, cancellationToken);
        Hypervisors.NoteMachines(prepared, machines);
        return new GuardedHypervisor(
            Hypervisors.Create(testbed, prepared, clock, machines),
            prepared.Members
        );
    }

    private async Task HealAsync()
    {
        using CancellationTokenSource patience = clock.CreateDeadline(s_healingMax);
        await LabHealing.HealAsync(lab, progress, warn, patience.Token);
    }
}
