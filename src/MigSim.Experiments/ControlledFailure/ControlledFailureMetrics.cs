using System.Collections.Immutable;
using MigSim.Clustering;
using MigSim.Experiments.Recording;
using MigSim.Experiments.Running;
using MigSim.Experiments.Scenarios;
using MigSim.Measurement;
using MigSim.Virtualization;

namespace MigSim.Experiments.ControlledFailure;

/// <summary>The metrics of the controlled failure, as a pure function of what was recorded.</summary>
/// <remarks>Samples count for the time at which they were sent; lost ones have no RTT.</remarks>
public sealed class ControlledFailureMetrics
{
    private const string DrainTotal = "drain.total_ms";
    private const string DrainDowntime = "drain.downtime_max_ms";
    private const string FalseAlarms = "cluster.false_alarms";
    private static readonly TimeSpan EdgeWindow = TimeSpan.FromSeconds(1);

    private readonly Scenario _scenario;
    private readonly ImmutableArray<RunEvent> _events;
    private readonly ImmutableArray<ProbeSample> _samples;
    private readonly TimeSpan _failedAt;
    private readonly TimeSpan? _interval;
    private readonly ImmutableSortedDictionary<string, double?>.Builder _metrics =
        ImmutableSortedDictionary.CreateBuilder<string, double?>(StringComparer.Ordinal);

    private ControlledFailureMetrics(
        Scenario scenario,
        ImmutableArray<RunEvent> events,
        ImmutableArray<ProbeSample> samples
    )
    {
        _scenario = scenario;
        _events = events;
        _samples = samples;
        _failedAt =
            events.OfType<RunEvent.FailureBegan>().FirstOrDefault()?.At ?? scenario.Failure.At;
        _interval = MedianInterval(samples);
    }

    public static ImmutableSortedDictionary<string, double?> Find(
        Scenario scenario,
        ImmutableArray<RunEvent> events,
        ImmutableArray<ProbeSample> samples
    )
    {
        var metrics = new ControlledFailureMetrics(scenario, events, samples);
        metrics.AddRoundTripTimes();
        metrics.AddProbe();
        foreach (Machine machine in scenario.Machines)
        {
            metrics.AddFailover(machine.Spec.Name);
            metrics.AddMigration(machine.Spec);
            if (machine.Checkpoints is not null)
            {
                metrics.AddProtection(machine.Spec.Name);
            }
        }

        metrics.AddDrain();
        metrics.AddFalseAlarms();
        metrics.AddHosts();
        return metrics._metrics.ToImmutable();
    }

    /// <summary>Names the metrics of the cluster as a whole that a scenario has.</summary>
    internal static ImmutableArray<string> ClusterNames(Scenario scenario) =>
        [
            .. IsDrain(scenario) ? [DrainTotal, DrainDowntime] : Array.Empty<string>(),
            .. HasFalseAlarms(scenario) ? [FalseAlarms] : Array.Empty<string>(),
        ];

    // A host that several machines leave.
    private static bool IsDrain(Scenario scenario) =>
        scenario.Failure.Kind == FailureKind.Stop
        && scenario.Takeover.Count(one => one.Home == scenario.Failure.Host) > 1;

    // Beats that migrations can hold up.
    private static bool HasFalseAlarms(Scenario scenario) =>
        scenario.Cluster.Network != NetworkName.Heartbeat;

    /// <summary>Finds the time between two requests as it really was; null for fewer than two.</summary>
    private static TimeSpan? MedianInterval(ImmutableArray<ProbeSample> samples)
    {
        TimeSpan[] intervals =
        [
            .. samples.Zip(samples.Skip(1), (one, next) => next.SentAt - one.SentAt).Order(),
        ];
        return intervals.Length == 0 ? null : intervals[intervals.Length / 2];
    }

    private void AddRoundTripTimes()
    {
        TimeSpan endsAt = ProbeEndsAt();
        TimeSpan? runsAt = RunsAgainAt(_scenario.Probe.Target);
        AddWindow("before", ".mean", TimeSpan.Zero, _failedAt);
        AddWindow("during", ".mean", _failedAt, runsAt ?? endsAt);
        AddWindow("after.first", "", runsAt, runsAt + EdgeWindow);
        AddWindow("after.last", "", runsAt is null ? null : endsAt - EdgeWindow, endsAt);
    }

    // A real ping keeps its pace only while answers come, so it may go on for longer than planned.
    private TimeSpan ProbeEndsAt()
    {
        TimeSpan planned = _scenario.Probe.Duration;
        TimeSpan last = _samples.Length == 0 ? TimeSpan.Zero : _samples[^1].SentAt;
        return last < planned ? planned : last + TimeSpan.FromTicks(1);
    }

    private void AddWindow(string window, string mean, TimeSpan? from, TimeSpan? to)
    {
        double[] values =
        [
            .. _samples
                .Where(sample => sample.SentAt >= from && sample.SentAt < to)
                .Select(sample => sample.RoundTripTime?.TotalMilliseconds ?? double.NaN)
                .Where(double.IsFinite)
                .Order(),
        ];
        Add($"rtt.{window}{mean}_ms", values, data => data.Average());
        Add($"rtt.{window}.p50_ms", values, data => SampleStatistics.Quantile(data, 0.5));
        Add($"rtt.{window}.p90_ms", values, data => SampleStatistics.Quantile(data, 0.9));
        Add($"rtt.{window}.p99_ms", values, data => SampleStatistics.Quantile(data, 0.99));
        Add($"rtt.{window}.max_ms", values, data => data[^1]);
    }

    private void Add(string name, double[] values, Func<double[], double> statistic) =>
        _metrics[name] = values.Length == 0 ? null : statistic(values);

    private void AddProbe()
    {
        TimeSpan longest = TimeSpan.Zero;
        TimeSpan longestAfter = TimeSpan.Zero;
        ProbeSample? last = null;
        foreach (ProbeSample sample in _samples)
        {
            if (sample.RoundTripTime is null)
            {
                continue;
            }

            TimeSpan gap = last is { } answered
                ? sample.SentAt - answered.SentAt - (_interval ?? TimeSpan.Zero)
                : TimeSpan.Zero;
            longest = gap > longest ? gap : longest;
            if (sample.SentAt >= _failedAt && gap > longestAfter)
            {
                longestAfter = gap;
            }

            last = sample;
        }

        _metrics["probe.sent"] = _samples.Length;
        _metrics["probe.interval_ms"] = _interval?.TotalMilliseconds;
        _metrics["probe.lost"] = _samples.Count(sample => sample.RoundTripTime is null);
        _metrics["probe.longest_gap_ms"] = last is null ? null : longest.TotalMilliseconds;
        _metrics[$"service.{_scenario.Probe.Target}.downtime_ms"] = last is null
            ? null
            : longestAfter.TotalMilliseconds;
    }

    private void AddFailover(VmName vm)
    {
        TimeSpan? startedAt =
            _events
                .OfType<RunEvent.ScriptCalled>()
                .FirstOrDefault(call =>
                    call.Vm == vm && call.Verb == ScriptVerb.Stop && call.At >= _failedAt
                )
                ?.At
            ?? _events.OfType<RunEvent.FailureBegan>().FirstOrDefault()?.At;
        TimeSpan? runsAt = RunsAgainAt(vm);
        _metrics[$"failover.{vm}.started_s"] = startedAt?.TotalSeconds;
        _metrics[$"failover.{vm}.total_ms"] = (runsAt - startedAt)?.TotalMilliseconds;
    }

    private void AddMigration(VmSpec spec)
    {
        VmName vm = spec.Name;
        MigrationReport? report = _events
            .OfType<RunEvent.MigrationEnded>()
            .FirstOrDefault(ended => ended.Report.Request.Vm == vm)
            ?.Report;
        _metrics[$"migration.{vm}.total_ms"] = report?.TotalTime.TotalMilliseconds;
        _metrics[$"migration.{vm}.downtime_ms"] = report?.Downtime?.TotalMilliseconds;
        _metrics[$"migration.{vm}.transferred_bytes"] = report?.Transferred?.Bytes;
        if (spec.Mode is MigrationMode.PostCopy or MigrationMode.Hybrid)
        {
            _metrics[$"migration.{vm}.stalled_ms"] = report?.Stalled?.TotalMilliseconds;
        }

        _metrics[$"migration.{vm}.rounds"] = report?.Rounds?.Count(round => !round.GuestStopped);
    }

    private void AddDrain()
    {
        if (!IsDrain(_scenario))
        {
            return;
        }

        VmName[] moved =
        [
            .. _scenario
                .Takeover.Where(one => one.Home == _scenario.Failure.Host)
                .Select(one => one.Vm),
        ];
        TimeSpan?[] ends = [.. moved.Select(RunsAgainAt)];
        _metrics[DrainTotal] = ends.Contains(null)
            ? null
            : (ends.Max() - _failedAt)?.TotalMilliseconds;
        double?[] downtimes =
        [
            .. moved.Select(vm => _metrics.GetValueOrDefault($"migration.{vm}.downtime_ms")),
        ];
        _metrics[DrainDowntime] = downtimes.Contains(null) ? null : downtimes.Max();
    }

    // Declared dead while its daemon ran: a member that does not leave, or that has not given up its machines yet.
    private void AddFalseAlarms()
    {
        if (!HasFalseAlarms(_scenario))
        {
            return;
        }

        HostName failing = _scenario.Failure.Host;
        TimeSpan? leftAt = _events
            .OfType<RunEvent.ScriptEnded>()
            .LastOrDefault(ended => ended.Host == failing && ended.Verb == ScriptVerb.Stop)
            ?.At;
        _metrics[FalseAlarms] = _events
            .OfType<RunEvent.MemberChanged>()
            .Count(change =>
                change.State == MemberState.Dead
                && (change.Member != failing || change.At < (leftAt ?? _failedAt))
                && change.Observer != failing
            );
    }

    private void AddProtection(VmName vm)
    {
        ProtectionReport? report = _events
            .OfType<RunEvent.ProtectionEnded>()
            .FirstOrDefault(ended => ended.Report.Request.Vm == vm)
            ?.Report;
        double? seconds = report?.Duration > TimeSpan.Zero ? report.Duration.TotalSeconds : null;
        TimeSpan? detectedAt = _events
            .OfType<RunEvent.MemberChanged>()
            .FirstOrDefault(change =>
                change.State == MemberState.Dead
                && change.Member == _scenario.Failure.Host
                && change.Observer == report?.Request.Target
            )
            ?.At;
        _metrics[$"protection.{vm}.checkpoints_per_s"] = report?.Checkpoints / seconds;
        _metrics[$"protection.{vm}.paused_percent"] = 100 * report?.Paused.TotalSeconds / seconds;
        _metrics[$"protection.{vm}.transferred_bytes"] = report?.Transferred.Bytes;
        _metrics[$"protection.{vm}.recovery_ms"] = (
            RunsAgainAt(vm) - detectedAt
        )?.TotalMilliseconds;
    }

    private void AddHosts()
    {
        foreach (HostDescription host in _scenario.Platform.Hosts)
        {
            double[] busy =
            [
                .. _events
                    .OfType<RunEvent.HostSampled>()
                    .Where(sampled => sampled.Sample.Host == host.Name)
                    .Select(sampled => sampled.Sample.CpuUtilization),
            ];
            Add(
                $"host.{host.Name}.cpu_percent",
                busy,
                data => 100 * data.Average() / host.Processors
            );
        }
    }

    // It runs again when a start that was called after the failure has succeeded.
    private TimeSpan? RunsAgainAt(VmName vm) =>
        _events
            .OfType<RunEvent.ScriptEnded>()
            .FirstOrDefault(ended =>
                ended.Vm == vm
                && ended.Verb == ScriptVerb.Start
                && ended.Exit == ScriptExit.Success
                && ended.At >= _failedAt
            )
            ?.At;
}
