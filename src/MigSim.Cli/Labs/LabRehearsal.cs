using System.Collections.Immutable;
using MigSim.Experiments.ControlledFailure;
using MigSim.Experiments.Recording;
using MigSim.Experiments.Scenarios;
using MigSim.Experiments.Testbeds;
using MigSim.Kernel;
using MigSim.Lab.Agents;
using MigSim.Lab.Lifecycle;
using MigSim.Lab.Parsing;
using MigSim.Lab.Shell;
using MigSim.Lab.Tools;
using MigSim.Time;
using MigSim.Virtualization;

namespace MigSim.Cli.Labs;

/// <summary>A dry run: shows the commands of a run on a lab in their order, and runs none.</summary>
/// <remarks>
/// The adapters of a real run call a shell that only writes, and time flies. What the agents do on the
/// hosts depends on what they find there and is not shown.
/// </remarks>
internal sealed class LabRehearsal(
    TestbedDescription testbed,
    ILabSupplier labs,
    Scenario scenario,
    TextWriter output
)
{
    private static readonly TimeSpan s_lookInterval = TimeSpan.FromSeconds(1);

    // Long after the probe has begun, on a busy machine too: it is 0.5 s for those who wait.
    private static readonly TimeSpan s_failure = TimeSpan.FromSeconds(500);

    // What the agent says of a program that is not there is of no interest, so any will do.
    private static readonly byte[] s_standIn = new byte[3 * DryRunShell.ShownLengthMax];

    private readonly DryRunShell _shell = new(output, RehearsalAnswers.To) { StreamsLast = true };

    /// <summary>Shows it.</summary>
    public void Show(CancellationToken cancellationToken)
    {
        var loop = new WallClockLoop();
        var clock = new RunClock(new HastyTime(loop.Time));
        loop.Run(token => ShowAsync(clock, token), cancellationToken);
    }

    private async Task ShowAsync(RunClock clock, CancellationToken cancellationToken)
    {
        if (labs.Rehearse(testbed, clock, new DryRunShell(output)) is IVirtualLab virtualLab)
        {
            Head("the lab, unless it is up");
            await virtualLab.UpAsync(new LineProgress(null), cancellationToken);
        }

        LabConnection lab = await labs.Rehearse(testbed, clock, _shell)
            .ConnectAsync(clock, cancellationToken);
        Head("versions, clocks, lengths of logs");
        var logs = new HostLogs(lab, _shell);
        await LabVersions.ReadAsync(lab, new HostClocks(clock, _shell), cancellationToken);
        await logs.BeginAsync(cancellationToken);

        Head("disks and configurations of machines, the resource script");
        ImmutableArray<AgentMachine> machines = await LabMachines.PrepareAsync(
            testbed,
            lab,
            scenario,
            cancellationToken
        );
        await new AgentInstallation(lab, s_standIn).InstallAsync(
            scenario,
            machines,
            cancellationToken
        );
        await MeasureAsync(lab, clock, machines, cancellationToken);

        Head("what the tools wrote");
        await logs.FetchAsync(cancellationToken);
        Head("everything is put back, the newest change first");
        await lab.Journal.HealAsync(lab.Journal.Own, _shell, null, cancellationToken);
    }

    private async Task MeasureAsync(
        LabConnection lab,
        RunClock clock,
        ImmutableArray<AgentMachine> machines,
        CancellationToken cancellationToken
    )
    {
        Head("machines and the cluster");
        Hypervisors.NoteMachines(lab, machines);
        await using LabAdapters adapters = await LabAdapters.CreateAsync(
            testbed,
            lab,
            clock,
            scenario,
            machines,
            () => null,
            cancellationToken
        );
        var experiment = new ControlledFailureExperiment(
            clock,
            new UnansweredHypervisor(adapters.Hypervisor),
            adapters.Cluster,
            adapters.Detector,
            adapters.Messaging,
            adapters.Probe,
            adapters.Metrics,
            adapters.Faults
        );
        await experiment.SetUpAsync(scenario, cancellationToken);

        Head("the run; the agents do the rest on the hosts");
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var run = new TaskScope(clock, end.Token);
        var recorder = new RunRecorder(scenario.Probe.Count, null);
        Scenario later = scenario with { Failure = scenario.Failure with { At = s_failure } };
        Task running = run.Start("the run", token => experiment.RunAsync(later, recorder, token));

        // The commands of the failure are shown when it begins; nothing would end by itself.
        while (!recorder.Events.Any(happened => happened is RunEvent.FailureBegan))
        {
            await clock.DelayAsync(s_lookInterval, cancellationToken);
        }

        end.Cancel();
        try
        {
            await running;
        }
        catch (Exception exception)
            when (exception is OperationCanceledException or LabException or TranscriptException)
        {
            // What would follow depends on answers.
        }
    }

    private void Head(string what) => output.WriteLine($"# {what}");

    /// <summary>Machines are created in silence; whoever looks at them finds none.</summary>
    private sealed class UnansweredHypervisor(IHypervisor inner) : IHypervisor
    {
        public async Task<VmStatus> CreateAsync(
            VmSpec spec,
            HostName host,
            CancellationToken cancellationToken
        )
        {
            try
            {
                return await inner.CreateAsync(spec, host, cancellationToken);
            }
            catch (HypervisorException)
            {
                return new(
                    spec.Name,
                    host,
                    VmState.Running,
                    spec.Memory,
                    spec.VirtualCpus,
                    TimeSpan.Zero
                );
            }
        }

        public Task<IReadOnlyList<VmStatus>> ListAsync(
            HostName host,
            CancellationToken cancellationToken
        ) => inner.ListAsync(host, cancellationToken);

        public Task<MigrationReport> MigrateAsync(
            MigrationRequest request,
            CancellationToken cancellationToken
        ) => inner.MigrateAsync(request, cancellationToken);

        public Task DestroyAsync(VmName vm, HostName host, CancellationToken cancellationToken) =>
            inner.DestroyAsync(vm, host, cancellationToken);
    }
}
