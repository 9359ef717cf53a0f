using System.Collections.Immutable;
using MigSim.Clustering;
using MigSim.Experiments.Recording;
using MigSim.Experiments.Scenarios;
using MigSim.Faults;
using MigSim.Measurement;
using MigSim.Time;
using MigSim.Units;
using MigSim.Virtualization;

namespace MigSim.Experiments.ControlledFailure;

/// <summary>
/// The paper's experiment B: a stream of echo requests to a machine, while the member that holds
/// it fails and the cluster moves it.
/// </summary>
public sealed class ControlledFailureExperiment(
    RunClock clock,
    IHypervisor hypervisor,
    IClusterManager cluster,
    IFailureDetector detector,
    IClusterMessaging messaging,
    IProbe probe,
    IHostMetrics metrics,
    IFaultInjector faults
) : IExperiment
{
    private static readonly DataSize EchoPayload = DataSize.FromBytes(56);
    private static readonly TimeSpan SampleInterval = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public async Task SetUpAsync(Scenario scenario, CancellationToken cancellationToken)
    {
        await using (var scope = new TaskScope(clock, cancellationToken))
        {
            foreach (Machine machine in scenario.Machines)
            {
                _ = scope.Start(
                    $"creation of {machine.Spec.Name}",
                    token => hypervisor.CreateAsync(machine.Spec, machine.Host, token)
                );
            }

            await scope.WhenAllAsync();
        }

        foreach (HostName member in scenario.Platform.Members)
        {
            await cluster.StartAsync(member, cancellationToken);
        }

        await MembersAliveAsync(scenario, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task RunAsync(
        Scenario scenario,
        IRunRecorder recorder,
        CancellationToken cancellationToken
    )
    {
        await using var watchers = new TaskScope(clock, cancellationToken);
        await ProtectAsync(scenario, recorder, watchers);
        clock.BeginRun();
        foreach (Machine machine in scenario.Machines)
        {
            recorder.Record(new RunEvent.VmCreated(clock.Now, machine.Spec.Name, machine.Host));
        }

        StartWatching(scenario, recorder, watchers);
        await using var run = new TaskScope(clock, cancellationToken);
        Task failure = run.Start("failure", token => FailAsync(scenario, recorder, token));
        Task probing = run.Start("probe", token => ProbeAsync(scenario, recorder, token));
        await Task.WhenAll(failure, probing);
    }

    /// <inheritdoc/>
    public ImmutableSortedDictionary<string, double?> Measure(
        Scenario scenario,
        ImmutableArray<RunEvent> events,
        ImmutableArray<ProbeSample> samples
    ) => ControlledFailureMetrics.Find(scenario, events, samples);

    // Every member has heard of every other, or it never will.
    private async Task MembersAliveAsync(Scenario scenario, CancellationToken cancellationToken)
    {
        TimeSpan limit = clock.Now + scenario.Cluster.InitDead;
        while (clock.Now < limit && !AllAlive(scenario.Platform.Members))
        {
            await clock.DelayAsync(scenario.Cluster.KeepAlive, cancellationToken);
        }
    }

    private bool AllAlive(ImmutableArray<HostName> members) =>
        members.All(observer =>
            members.All(member =>
                member == observer || detector.GetState(observer, member) == MemberState.Alive
            )
        );

    // Returns once every machine that shall be protected is.
    private async Task ProtectAsync(Scenario scenario, IRunRecorder recorder, TaskScope watchers)
    {
        foreach (Machine machine in scenario.Machines)
        {
            if (machine.Checkpoints is not { } checkpoints)
            {
                continue;
            }

            ClusterResource heir = scenario.Takeover.First(one => one.Vm == machine.Spec.Name);
            var isProtected = new TaskCompletionSource(
                TaskCreationOptions.RunContinuationsAsynchronously
            );
            var request = new ProtectionRequest(
                machine.Spec.Name,
                machine.Host,
                heir.Heir,
                checkpoints
            );
            _ = watchers.Start(
                $"protection of {machine.Spec.Name}",
                token => ProtectAsync(request, recorder, isProtected, token)
            );
            await isProtected.Task;
        }
    }

    private async Task ProtectAsync(
        ProtectionRequest request,
        IRunRecorder recorder,
        TaskCompletionSource isProtected,
        CancellationToken cancellationToken
    )
    {
        try
        {
            ProtectionReport report = await ((IProtectingHypervisor)hypervisor).ProtectAsync(
                request,
                isProtected.SetResult,
                cancellationToken
            );
            recorder.Record(new RunEvent.ProtectionEnded(clock.Now, report));
        }
        finally
        {
            isProtected.TrySetResult();
        }
    }

    private void StartWatching(Scenario scenario, IRunRecorder recorder, TaskScope watchers)
    {
        _ = watchers.Start("watching resources", token => WatchResourcesAsync(recorder, token));
        foreach (HostName member in scenario.Platform.Members)
        {
            _ = watchers.Start(
                $"watching members from {member}",
                token => WatchMembersAsync(member, recorder, token)
            );
            _ = watchers.Start(
                $"reading datagrams at {member}",
                token => ReadMessagesAsync(member, recorder, token)
            );
        }

        foreach (HostDescription host in scenario.Platform.Hosts)
        {
            _ = watchers.Start(
                $"sampling {host.Name}",
                token => SampleHostAsync(host.Name, recorder, token)
            );
        }
    }

    private async Task FailAsync(
        Scenario scenario,
        IRunRecorder recorder,
        CancellationToken cancellationToken
    )
    {
        FailurePlan failure = scenario.Failure;
        await clock.DelayUntilAsync(failure.At, cancellationToken);
        recorder.Record(
            new RunEvent.FailureBegan(
                clock.Now,
                failure.Host,
                failure.Kind == FailureKind.Stop ? "stop" : "crash"
            )
        );
        if (failure.Kind == FailureKind.Stop)
        {
            await cluster.StopAsync(failure.Host, cancellationToken);
        }
        else
        {
            await faults.InjectAsync(new Fault.HostCrash(failure.Host), cancellationToken);
        }
    }

    private async Task ProbeAsync(
        Scenario scenario,
        IRunRecorder recorder,
        CancellationToken cancellationToken
    )
    {
        ProbePlan plan = scenario.Probe;
        Machine target = scenario.Machines.First(machine => machine.Spec.Name == plan.Target);
        var spec = new ProbeSpec(
            plan.Source,
            target.Spec.Address,
            plan.Interval,
            plan.Count,
            plan.Timeout,
            EchoPayload
        );
        await foreach (ProbeSample sample in probe.PingAsync(spec, cancellationToken))
        {
            recorder.Record(sample);
        }
    }

    private async Task WatchResourcesAsync(
        IRunRecorder recorder,
        CancellationToken cancellationToken
    )
    {
        await foreach (ResourceEvent change in cluster.WatchAsync(cancellationToken))
        {
            recorder.Record(
                change.Exit is { } exit
                    ? new RunEvent.ScriptEnded(change.At, change.Host, change.Vm, change.Verb, exit)
                    : new RunEvent.ScriptCalled(change.At, change.Host, change.Vm, change.Verb)
            );
        }
    }

    private async Task WatchMembersAsync(
        HostName observer,
        IRunRecorder recorder,
        CancellationToken cancellationToken
    )
    {
        await foreach (MembershipChange change in detector.WatchAsync(observer, cancellationToken))
        {
            recorder.Record(
                new RunEvent.MemberChanged(change.At, change.Observer, change.Member, change.State)
            );
        }
    }

    private async Task ReadMessagesAsync(
        HostName member,
        IRunRecorder recorder,
        CancellationToken cancellationToken
    )
    {
        await foreach (ClusterMessage message in messaging.ReceiveAsync(member, cancellationToken))
        {
            recorder.Record(
                new RunEvent.MessageReceived(
                    clock.Now,
                    member,
                    message.Source,
                    message.Topic,
                    message.Text
                )
            );
        }
    }

    private async Task SampleHostAsync(
        HostName host,
        IRunRecorder recorder,
        CancellationToken cancellationToken
    )
    {
        await foreach (
            HostSample sample in metrics.SampleAsync(host, SampleInterval, cancellationToken)
        )
        {
            recorder.Record(new RunEvent.HostSampled(sample.At, sample));
        }
    }
}
