using System.Collections.Immutable;
using MigSim.Clustering;
using MigSim.Faults;
using MigSim.Lab.Faults;
using MigSim.Lab.Heartbeat;
using MigSim.Lab.Lifecycle;
using MigSim.Lab.Safety;
using MigSim.Lab.Shell;
using MigSim.RealLab.Tests.Namespaces;
using MigSim.Time;

namespace MigSim.RealLab.Tests.Heartbeat;

/// <summary>Heartbeat on all members of a lab, settled, and what it has told since.</summary>
internal sealed class RunningCluster : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly LabConnection _connection;
    private readonly TaskScope _scope;

    private RunningCluster(
        LabConnection connection,
        RunClock clock,
        HeartbeatClusterManager manager,
        HeartbeatFailureDetector detector,
        IFaultInjector faults
    )
    {
        _connection = connection;
        Clock = clock;
        Manager = manager;
        Detector = detector;
        Faults = faults;
        _scope = new(clock, CancellationToken.None);
    }

    public static HeartbeatOptions Times { get; } =
        new()
        {
            KeepAlive = TimeSpan.FromSeconds(0.5),
            WarnTime = TimeSpan.FromSeconds(1.5),
            DeadTime = TimeSpan.FromSeconds(3),
            InitDead = TimeSpan.FromSeconds(8),
            Delays = new()
            {
                BeforeRelease = TimeSpan.Zero,
                BetweenResources = TimeSpan.Zero,
                AfterRelease = TimeSpan.Zero,
                BeforeTakeover = TimeSpan.Zero,
                BeforeStart = TimeSpan.Zero,
            },
            Constants = [],
        };

    public RunClock Clock { get; }

    public HeartbeatClusterManager Manager { get; }

    public HeartbeatFailureDetector Detector { get; }

    public IFaultInjector Faults { get; }

    public List<ResourceEvent> Events { get; } = [];

    /// <summary>Gets the changes of belief of the second member.</summary>
    public List<MembershipChange> Changes { get; } = [];

    public static void SkipWithoutHeartbeat()
    {
        TestLab.SkipWithoutTools();
        Assert.SkipUnless(
            File.Exists("/usr/libexec/heartbeat/heartbeat"),
            "heartbeat is not installed"
        );
    }

    public static async Task<RunningCluster> StartAsync(
        LabConnection connection,
        RunClock clock,
        ImmutableArray<ClusterResource> resources,
        CancellationToken cancellationToken
    )
    {
        var cluster = new RunningCluster(
            connection,
            clock,
            new(connection, clock, Times, resources),
            await HeartbeatFailureDetector.StartAsync(connection, clock, cancellationToken),
            new LabFaultInjector(connection, clock)
        );
        TimeSpan begin = clock.Now;
        foreach (HostName member in connection.Members)
        {
            await cluster.Manager.StartAsync(member, cancellationToken);
        }

        TimeSpan started = clock.Now - begin;
        await cluster.Manager.SettledAsync(Patience, cancellationToken);
        MeasurementLog.Note(
            $"Heartbeat started in {started.TotalSeconds:0.00} s, settled after {(clock.Now - begin).TotalSeconds:0.00} s"
        );
        await cluster.WatchAsync(connection.Members, cancellationToken);
        return cluster;
    }

    /// <summary>Gets when a resource was started on a host; null if it was not.</summary>
    public TimeSpan? Started(VmName vm, HostName host)
    {
        ResourceEvent[] ends =
        [
            .. Events.Where(e =>
                (e.Vm, e.Host, e.Verb, e.Exit)
                == (vm, host, ScriptVerb.Start, (ScriptExit?)ScriptExit.Success)
            ),
        ];
        return ends.Length == 0 ? null : ends[0].At;
    }

    public async Task WaitForAsync(Func<bool> condition, CancellationToken cancellationToken)
    {
        TimeSpan limit = Clock.Now + Patience;
        while (!condition())
        {
            Assert.True(Clock.Now < limit, "It took too long. " + string.Join("; ", Events));
            await Clock.DelayAsync(TimeSpan.FromMilliseconds(50), cancellationToken);
        }
    }

    /// <summary>Undoes what was noted, and fails if Heartbeat or a file of it is left.</summary>
    public async Task AssertHealedAsync(CancellationToken cancellationToken)
    {
        HealReport report = await _connection.Journal.HealAsync(
            _connection.Journal.Own,
            _connection.Shell,
            null,
            cancellationToken
        );
        Assert.Empty(report.Left);
        foreach (HostName member in _connection.Members)
        {
            ShellResult left = await _connection.Shell.ExecuteAsync(
                member,
                TestLab.Sh(
                    "ls -A /etc/ha.d | grep -e migsim -e '^ha' -e authkeys | grep -v '^harc$'; ps -e -o args | grep '^heartbeat'"
                ),
                cancellationToken
            );
            Assert.Equal("", left.StandardOutput);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _scope.DisposeAsync();
        await Detector.DisposeAsync();
        await Manager.DisposeAsync();
    }

    private async Task WatchAsync(
        ImmutableArray<HostName> members,
        CancellationToken cancellationToken
    )
    {
        _ = _scope.Start(
            "watching resources",
            async token =>
            {
                await foreach (ResourceEvent change in Manager.WatchAsync(token))
                {
                    Events.Add(change);
                }
            }
        );
        _ = _scope.Start(
            "watching members",
            async token =>
            {
                await foreach (MembershipChange change in Detector.WatchAsync(members[1], token))
                {
                    Changes.Add(change);
                }
            }
        );
        await WaitForAsync(
            () =>
                members.All(observer =>
                    members.All(m => Detector.GetState(observer, m) == MemberState.Alive)
                ),
            cancellationToken
        );
    }
}
