using System.Collections.Immutable;
using MigSim.Clustering;
using MigSim.Experiments;
using MigSim.Experiments.Recording;
using MigSim.Experiments.Reports;
using MigSim.Experiments.Scenarios;
using MigSim.Measurement;
using MigSim.Units;
using MigSim.Virtualization;

namespace MigSim.Fakes;

/// <summary>A testbed that makes up what a run could have found.</summary>
public sealed class FakeBackend : IBackend
{
    private static readonly VmName s_vm = new("x0");
    private static readonly HostName s_source = new("node0");
    private static readonly HostName s_target = new("node1");

    /// <summary>Gets the mean RTT during the failover; the published one is 1.0 ms.</summary>
    public double DuringMilliseconds { get; init; } = 1.01;

    /// <summary>Gets what a run does before it ends, given its seed.</summary>
    public Action<ulong, CancellationToken>? Meanwhile { get; init; }

    /// <inheritdoc/>
    public string Testbed => "sim";

    /// <inheritdoc/>
    public int ParallelMax => int.MaxValue;

    /// <inheritdoc/>
    public void Dispose()
    {
        // Nothing is held.
    }

    /// <inheritdoc/>
    public RunResult Run(
        Scenario scenario,
        ulong seed,
        IProgress<double>? progress,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        Meanwhile?.Invoke(seed, cancellationToken);
        var random = new Random((int)seed);
        double during = DuringMilliseconds + (0.01 * random.NextDouble());
        ImmutableSortedDictionary<string, double?> metrics = Metrics(during);
        progress?.Report(0.5);
        return new RunResult(
            new RunReport(
                1,
                Manifest(scenario, seed),
                metrics,
                [],
                [.. scenario.Expectations.Select(expected => Check(expected, metrics))]
            ),
            Events(),
            Samples(random, during)
        )
        {
            Constants = scenario.Constants,
        };
    }

    private static RunManifest Manifest(Scenario scenario, ulong seed) =>
        new()
        {
            Scenario = scenario.Name,
            Point = scenario.Point,
            Testbed = "sim",
            Seed = seed,
            Version = "0",
            Commit = "unknown",
            Overrides = [],
            Inputs = scenario.Inputs,
            Tools = ImmutableSortedDictionary<string, string>.Empty,
            TraceHash = seed.ToString("x16"),
            StartedAt = DateTimeOffset.UnixEpoch,
        };

    private static ImmutableSortedDictionary<string, double?> Metrics(double during) =>
        new Dictionary<string, double?>
        {
            ["rtt.before.mean_ms"] = 0.25,
            ["rtt.during.mean_ms"] = during,
            ["rtt.during.p50_ms"] = during,
            ["rtt.during.p99_ms"] = 2 * during,
            ["rtt.after.first_ms"] = 0.35,
            ["rtt.after.last_ms"] = 0.25,
            ["probe.sent"] = 3000,
            ["probe.lost"] = 23,
            ["probe.longest_gap_ms"] = 230,
            ["failover.x0.started_s"] = 18.1,
            ["failover.x0.total_ms"] = 2900,
            ["migration.x0.downtime_ms"] = 229,
            ["migration.x0.transferred_bytes"] = 150_000_000,
            ["migration.x0.rounds"] = 4,
            ["host.node0.cpu_percent"] = null,
        }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    private static Check Check(
        Expectation expected,
        ImmutableSortedDictionary<string, double?> metrics
    )
    {
        double? found = metrics.GetValueOrDefault(expected.Metric);
        bool? holds =
            found is null || expected.Within is null
                ? null
                : Math.Abs(found.Value - expected.Value) <= expected.Within;
        return new Check(
            expected.Metric,
            expected.Value,
            expected.Within,
            found,
            holds,
            expected.Source
        );
    }

    private static ImmutableArray<RunEvent> Events()
    {
        return
        [
            new RunEvent.VmCreated(At(0), s_vm, s_source),
            new RunEvent.FailureBegan(At(18), s_source, "stop"),
            new RunEvent.ScriptCalled(At(18.1), s_source, s_vm, ScriptVerb.Stop),
            new RunEvent.ScriptEnded(
                At(18.5),
                s_source,
                s_vm,
                ScriptVerb.Stop,
                ScriptExit.NotRunning
            ),
            new RunEvent.MemberChanged(At(18.6), s_target, s_source, MemberState.Dead),
            new RunEvent.MessageReceived(At(18.7), s_target, s_source, "handover", "x0 \"now\""),
            new RunEvent.ScriptCalled(At(18.8), s_target, s_vm, ScriptVerb.Start),
            new RunEvent.OperationBegan(At(18.9), "migrate", s_vm, s_source),
            new RunEvent.MigrationEnded(At(21), Migration()),
            new RunEvent.OperationEnded(At(21), "migrate", s_vm, s_source, "completed"),
            .. WebEvents(),
            new RunEvent.ProtectionEnded(
                At(21.2),
                new ProtectionReport(
                    new ProtectionRequest(s_vm, s_source, s_target, Checkpoints()),
                    At(20),
                    800,
                    At(2),
                    DataSize.FromMebibytes(30)
                )
            ),
            new RunEvent.HostSampled(
                At(21.5),
                new HostSample(
                    At(21.5),
                    s_target,
                    0.25,
                    DataSize.FromMebibytes(1),
                    DataSize.Zero,
                    DataSize.Zero,
                    [new DomainSample("x0", 0.1, DataSize.FromMebibytes(128))]
                )
            ),
        ];
    }

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);

    private static ImmutableArray<RunEvent> WebEvents() =>
        [
            new RunEvent.MemoryChanged(At(21.1), "increase_mem", DataSize.FromMebibytes(10)),
            new RunEvent.MemoryAccessed(
                At(21.2),
                DataSize.FromMebibytes(10),
                new SampleSummary(1e-5, 2e-5, 2e-5, 3e-5, 3e-5)
            ),
            new RunEvent.LoadBegan(
                At(21.3),
                new LoadSpec(
                    s_source,
                    new Uri("http://10.0.0.1/mem"),
                    10,
                    1,
                    2,
                    TimeSpan.FromSeconds(5)
                )
            ),
            new RunEvent.LoadEnded(
                At(21.4),
                new LoadReport(
                    TimeSpan.FromSeconds(0.2),
                    2,
                    2,
                    1,
                    new SampleSummary(1e-3, 1e-3, 1e-3, 1e-3, 1e-3),
                    TimeSpan.FromMilliseconds(1),
                    new LoadErrors(1, 0, 0, 0, 0)
                )
            ),
            new RunEvent.FlowsCounted(At(21.45), new FlowReport([])),
        ];

    private static CheckpointProfile Checkpoints() =>
        new()
        {
            Name = "fake",
            Interval = TimeSpan.FromMilliseconds(25),
            Pause = TimeSpan.FromMilliseconds(2),
            CopyAsideRate = null,
            HoldsOutput = true,
            Activate = TimeSpan.FromMilliseconds(14),
            Constants = [],
        };

    private static MigrationReport Migration() =>
        new(
            new MigrationRequest(
                s_vm,
                s_source,
                s_target,
                MigrationMode.PreCopy,
                TimeSpan.FromMinutes(1)
            ),
            MigrationStatus.Completed,
            TimeSpan.FromSeconds(18.9),
            TimeSpan.FromSeconds(2.1),
            TimeSpan.FromMilliseconds(229),
            null,
            DataSize.FromBytes(150_000_000),
            [
                new PreCopyRound(
                    1,
                    TimeSpan.FromSeconds(19),
                    TimeSpan.FromSeconds(1.7),
                    32768,
                    100,
                    900,
                    false
                ),
                new PreCopyRound(
                    2,
                    TimeSpan.FromSeconds(20.771),
                    TimeSpan.FromSeconds(0.2),
                    900,
                    0,
                    0,
                    true
                ),
            ]
        );

    private static ImmutableArray<ProbeSample> Samples(Random random, double during)
    {
        ImmutableArray<ProbeSample>.Builder samples = ImmutableArray.CreateBuilder<ProbeSample>();
        for (int i = 0; i < 3000; i++)
        {
            var sent = TimeSpan.FromMilliseconds(10 * i);
            double level = sent.TotalSeconds is > 18 and < 21 ? during : 0.25;
            double rtt = level * (0.8 + (0.4 * random.NextDouble())) + (i % 997 == 0 ? 8 : 0);
            bool lost = sent.TotalSeconds is > 20.77 and < 21;
            samples.Add(new ProbeSample(i + 1, sent, lost ? null : TimeSpan.FromMilliseconds(rtt)));
        }

        return samples.ToImmutable();
    }
}
