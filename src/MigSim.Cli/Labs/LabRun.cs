using System.Collections.Immutable;
using MigSim.Cli.Composition;
using MigSim.Experiments;
using MigSim.Experiments.ControlledFailure;
using MigSim.Experiments.Recording;
using MigSim.Experiments.Reports;
using MigSim.Experiments.Scenarios;
using MigSim.Experiments.Testbeds;
using MigSim.Lab.Agents;
using MigSim.Lab.Heartbeat;
using MigSim.Lab.Lifecycle;
using MigSim.Lab.Safety;
using MigSim.Lab.Shell;
using MigSim.Lab.Tools;
using MigSim.Time;

namespace MigSim.Cli.Labs;

/// <summary>One run on a lab: set up, measure, collect, put everything back.</summary>
internal sealed class LabRun
{
    // Healing must end too, whatever hosts do.
    private static readonly TimeSpan HealingMax = TimeSpan.FromMinutes(3);

    // What agents wrote down at the very end of the run may still be on its way.
    private static readonly TimeSpan s_lateLines = TimeSpan.FromSeconds(1);

    // Heartbeat takes some ten seconds more to give resources to their homes.
    private static readonly TimeSpan s_settling = TimeSpan.FromMinutes(2);

    private readonly TestbedDescription _testbed;
    private readonly LabConnection _lab;
    private readonly RunClock _clock;
    private readonly Scenario _scenario;
    private readonly IProgress<string> _progress;
    private readonly StringWriter _commands = new();
    private readonly IRemoteShell _shell;
    private readonly HostClocks _clocks;
    private readonly HostLogs _logs;
    private readonly Action<string> _warn;
    private bool _isMeasuring;

    public LabRun(
        TestbedDescription testbed,
        LabConnection lab,
        RunClock clock,
        Scenario scenario,
        IProgress<string> progress,
        Action<string> warn
    )
    {
        _warn = warn;
        _testbed = testbed;
        _clock = clock;
        _scenario = scenario;
        _progress = progress;
        _shell = new RecordingShell(lab.Shell, _commands);
        _lab = lab with { Shell = _shell };
        _clocks = new HostClocks(clock, _shell);
        _logs = new HostLogs(_lab, _shell);
    }

    /// <summary>Makes the run.</summary>
    /// <returns>
    /// What was measured; if it was ended early, until then.
    /// </returns>
    /// <exception cref="LabRunException">The time limit was reached, or a host refuses.</exception>
    public async Task<RunResult> MakeAsync(
        ulong seed,
        IProgress<double>? progress,
        CancellationToken cancellationToken
    )
    {
        DateTimeOffset startedAt = DateTimeOffset.UtcNow;
        var recorder = new RunRecorder(_scenario.Probe.Count, progress);
        var tools = ImmutableSortedDictionary<string, string>.Empty;
        ImmutableArray<RunLog> logs = [];
        bool isInterrupted = false;
        Exception? failure = null;
        try
        {
            tools = await LabVersions.ReadAsync(_lab, _clocks, cancellationToken);
            isInterrupted = !await MeasureAsync(recorder, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            failure = exception;
        }
        finally
        {
            using CancellationTokenSource patience = _clock.CreateDeadline(HealingMax);
            logs = await _logs.FetchAsync(patience.Token);
            await LabHealing.HealAsync(_lab, _progress, _warn, patience.Token);
            logs = logs.Add(new(LabHosts.Controller, "commands.jsonl", _commands.ToString()));
        }

        if (failure is not null)
        {
            throw new LabRunException(logs, failure);
        }

        ImmutableArray<RunEvent> events = recorder.Events;
        var metrics = LabWeb.Add(
            ControlledFailureMetrics.Find(_scenario, events, recorder.Samples),
            _scenario,
            events
        );
        RunManifest manifest = RunManifests.Of(
            _scenario,
            _testbed.Name,
            seed,
            startedAt,
            ProgramVersion.Read()
        ) with
        {
            Tools = tools,
            IsInterrupted = isInterrupted,
        };
        RunReport report = RunReports.Create(_scenario, manifest, metrics);
        return new RunResult(report, events, recorder.Samples) { Logs = logs };
    }

    /// <returns>False if it was ended early; what was measured until then is kept.</returns>
    private async Task<bool> MeasureAsync(RunRecorder recorder, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = _clock.CreateDeadline(_testbed.TimeLimit);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(
            cancellationToken,
            limit.Token
        );
        try
        {
            await MeasureToEndAsync(recorder, either.Token);
            return true;
        }
        catch (OperationCanceledException)
            when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new LabException(
                $"the run was broken off at the testbed's time limit of {_testbed.TimeLimit}"
            );
        }
        catch (OperationCanceledException) when (_isMeasuring)
        {
            return false;
        }
    }

    private async Task MeasureToEndAsync(RunRecorder recorder, CancellationToken cancellationToken)
    {
        await _logs.BeginAsync(cancellationToken);
        _progress.Report("install the resource script");
        var installation = new AgentInstallation(_lab, File.ReadAllBytes(_lab.AgentProgram));
        ImmutableArray<AgentMachine> machines = await LabMachines.PrepareAsync(
            _testbed,
            _lab,
            _scenario,
            cancellationToken
        );
        await installation.InstallAsync(_scenario, machines, cancellationToken);
        var observed = new LabRecorder(recorder, _scenario.Probe.Target);
        Hypervisors.NoteMachines(_lab, machines);
        await using LabAdapters adapters = await LabAdapters.CreateAsync(
            _testbed,
            _lab,
            _clock,
            _scenario,
            machines,
            () => observed.RunsAgainAt,
            cancellationToken
        );
        IExperiment experiment = new ControlledFailureExperiment(
            _clock,
            adapters.Hypervisor,
            adapters.Cluster,
            adapters.Detector,
            adapters.Messaging,
            adapters.Probe,
            adapters.Metrics,
            adapters.Faults
        );
        experiment = LabWeb.Add(experiment, _scenario, _lab, _clock);
        _progress.Report("start the machines and the cluster");
        await experiment.SetUpAsync(_scenario, cancellationToken);
        await adapters.Cluster.SettledAsync(s_settling, cancellationToken);
        _progress.Report("measure");
        await using var feeds = new TaskScope(_clock, cancellationToken);

        // The experiment begins the run; until then everything that agents did is past.
        _clock.BeginRun();
        var feed = new AgentFeed(new AgentLogs(_lab, _clock), observed);
        _ = feeds.Start("reading what the agents do", feed.FollowAsync);

        _isMeasuring = true;
        await experiment.RunAsync(_scenario, observed, cancellationToken);
        await _clock.DelayAsync(s_lateLines, cancellationToken);
    }
}
